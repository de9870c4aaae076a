import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkDefinition } from './check-definition.ts'
import type { RuleSystem } from './rule-system.ts'

/** Where the rule systems of this service are: one folder each, named by its id. */
export const RULE_SYSTEMS_FOLDER = join(import.meta.dirname, '../../systems')

/** A file of a rule system is broken. The service does not start with one. */
export class RuleSystemError extends Error {
  override readonly name = 'RuleSystemError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`Rule systems are broken:\n${problems.map((problem) => `- ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

/** The rule systems of an installation. */
export type RuleSystems = {
  /** All of them, by id. */
  readonly all: readonly RuleSystem[]
  find(id: string): RuleSystem | undefined
}

/**
 * Reads every `<id>/system.json` of a folder. They are data: whatever one needs is in its file.
 *
 * @throws RuleSystemError with everything that is wrong in any of them
 */
export function loadRuleSystems(folder: string = RULE_SYSTEMS_FOLDER): RuleSystems {
  const ids = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
  const loaded = ids.map((id) => loadOne(folder, id))
  const problems = loaded.flatMap((one) => (Array.isArray(one) ? one : []))
  if (ids.length === 0) problems.push(`${folder} has no rule systems`)
  if (problems.length > 0) throw new RuleSystemError(problems)
  const all = loaded.flatMap((one) => (Array.isArray(one) ? [] : [one]))
  const byId = new Map(all.map((system) => [system.definition.id, system]))
  return { all, find: (id) => byId.get(id) }
}

function loadOne(folder: string, id: string): RuleSystem | string[] {
  const name = `${id}/system.json`
  let value: unknown
  try {
    value = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  } catch (error) {
    return [`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`]
  }
  const checked = checkDefinition(value)
  if (!checked.ok) return checked.problems.map((problem) => `${name} ${problem}`)
  return checked.system.definition.id === id ? checked.system : [`${name} /id is not ${id}`]
}
