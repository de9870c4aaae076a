import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { arrayOf, type JsonObject, objectOf, printJson, textOf } from '../json-value.ts'
import { repositoryRoot } from '../layout.ts'
import { runRedocly } from '../redocly.ts'
import { ownChanges } from './own-changes.ts'

/** What a change demands of the version (SemVer). */
export type Impact = 'major' | 'minor' | 'patch'

/** One difference between two bundles. */
export interface RatedChange {
  readonly impact: Impact
  /** The rule that decided; `patch` changes often have none. */
  readonly rule: string
  /** Where in the bundle, as a JSON pointer. */
  readonly path: string
  readonly message: string
}

/** Configuration of the diff; another one is only for the test that proves this one is needed. */
export const diffConfiguration = join(repositoryRoot, 'contracts/rules/redocly.diff.yaml')

/** Every difference between two bundles with the impact it has on those who use the older one. */
export async function rateChanges(
  base: JsonObject,
  revision: JsonObject,
  configuration: string = diffConfiguration,
): Promise<RatedChange[]> {
  const folder = await mkdtemp(join(tmpdir(), 'rpg-diff-'))
  try {
    const [baseFile, revisionFile] = [join(folder, 'base.json'), join(folder, 'revision.json')]
    await Promise.all([writeFile(baseFile, printJson(base)), writeFile(revisionFile, printJson(revision))])
    const options = ['--config', configuration, '--format', 'json', '--fail-on', 'none']
    const result = await runRedocly(['diff', baseFile, revisionFile, ...options])
    if (result.code !== 0) throw new Error(`redocly diff failed:\n${result.stdout}${result.stderr}`)
    const changes = arrayOf(objectOf(JSON.parse(result.stdout)).changes)
    return [...changes.map((change) => ratedChange(objectOf(change))), ...ownChanges(base, revision)]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function ratedChange(change: JsonObject): RatedChange {
  const impact = textOf(change.impact) as Impact
  const verdict =
    arrayOf(change.verdicts)
      .map(objectOf)
      .find((candidate) => candidate.impact === impact) ?? {}
  return {
    impact,
    rule: textOf(verdict.ruleId) || `${textOf(change.typeName)}-${textOf(change.kind)}`,
    path: textOf(change.path),
    message: textOf(verdict.message) || `${textOf(change.property)} ${textOf(change.kind)}`.trim(),
  }
}

/** The heaviest impact of a list, or null when nothing changed. */
export function heaviest(changes: readonly { readonly impact: Impact }[]): Impact | null {
  for (const impact of ['major', 'minor', 'patch'] as const) {
    if (changes.some((change) => change.impact === impact)) return impact
  }
  return null
}
