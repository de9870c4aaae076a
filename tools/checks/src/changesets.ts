import { parse } from 'yaml'
import type { Check, Finding, Repository } from './repository.ts'
import { unitsOf } from './units.ts'

interface Config {
  readonly baseBranch?: string
  readonly access?: string
}

/** The notes that version the packages name packages that exist and steps that mean something. */
export const changesetsCheck: Check = {
  name: 'changesets',
  run(repository) {
    const file = '.changeset/config.json'
    if (!repository.files.includes(file))
      return [{ file, message: 'is missing: changesets version the packages' }]
    const config = JSON.parse(repository.read(file)) as Config
    const findings: Finding[] = []
    if (config.baseBranch !== 'main') findings.push({ file, message: 'baseBranch must be main' })
    if (config.access !== 'public')
      findings.push({ file, message: 'access must be public: what is not for the public is marked private' })
    const notes = repository.files.filter(
      (name) => /^\.changeset\/.+\.md$/.test(name) && !name.endsWith('/README.md'),
    )
    return [...findings, ...notes.flatMap((name) => checkNote(repository, name))]
  },
}

function checkNote(repository: Repository, file: string): Finding[] {
  const match = /^---\n([\s\S]*?)\n?---\n([\s\S]*)$/.exec(repository.read(file))
  if (match === null) return [{ file, message: 'must begin with the packages between two lines of ---' }]
  const packages = (parse(match[1] ?? '') ?? {}) as Record<string, unknown>
  const known = new Set(unitsOf(repository).map((unit) => `@rpg-bot/${unit.split('/')[1]}`))
  const findings = Object.entries(packages).flatMap(([name, step]): Finding[] => {
    if (!known.has(name)) return [{ file, message: `names ${name}, which is no package of this repository` }]
    if (!['patch', 'minor', 'major'].includes(String(step)))
      return [{ file, message: `${name}: ${String(step)} is not patch, minor or major` }]
    return []
  })
  if ((match[2] ?? '').trim() === '')
    findings.push({ file, message: 'must say in a sentence what changes for its readers' })
  return findings
}
