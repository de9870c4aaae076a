import type { Check, Finding, Repository } from './repository.ts'

const GROUPS = ['packages', 'services', 'apps', 'tools']
const UNIT_NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/

/** Tags of turbo.json that fit where a unit lives. */
const TAGS: Readonly<Record<string, readonly string[]>> = {
  packages: ['contract', 'library', 'client-library'],
  services: ['service'],
  apps: ['client', 'composition', 'service'],
  tools: ['library', 'quality'],
}

/** Folders of all units: those right under a group. */
export function unitsOf(repository: Repository): string[] {
  const units = repository.files.flatMap((file) => {
    const [group = '', unit = '', rest] = file.split('/')
    return GROUPS.includes(group) && rest !== undefined ? [`${group}/${unit}`] : []
  })
  return [...new Set(units)].sort()
}

/** Every unit says who it is in the same words: folder, package name, tag, README. */
export const unitsCheck: Check = {
  name: 'units',
  run: (repository) => unitsOf(repository).flatMap((unit) => checkUnit(repository, unit)),
}

function checkUnit(repository: Repository, unit: string): Finding[] {
  const has = (file: string): boolean => repository.files.includes(`${unit}/${file}`)
  const findings: Finding[] = []
  const report = (file: string, message: string) => findings.push({ file: `${unit}/${file}`, message })
  const [group = '', name = ''] = unit.split('/')
  if (!UNIT_NAME.test(name)) report('', 'a unit folder is lower case words joined by _')
  if (!has('README.md'))
    report('README.md', 'every unit has a README: purpose, public API, config, how to test')
  if (has('package.json')) checkManifest(JSON.parse(repository.read(`${unit}/package.json`)), name, report)
  else report('package.json', 'every unit has a package.json; an empty folder is not a unit')
  if (has('turbo.json')) {
    const { tags } = JSON.parse(repository.read(`${unit}/turbo.json`)) as { tags?: string[] }
    const allowed = TAGS[group] ?? []
    if (
      tags === undefined ||
      tags.length === 0 ||
      tags.some((tag) => !allowed.includes(tag) && tag !== 'client-library')
    ) {
      report('turbo.json', `tags must be from ${allowed.join(', ')}: without a fitting tag no boundary holds`)
    }
  } else report('turbo.json', 'every unit has a turbo.json with its tag')
  return findings
}

interface Manifest {
  readonly name?: string
  readonly license?: string
  readonly type?: string
  readonly scripts?: Record<string, string>
}

const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare']

function checkManifest(
  manifest: Manifest,
  name: string,
  report: (file: string, message: string) => void,
): void {
  if (manifest.name !== `@rpg-bot/${name}`)
    report('package.json', `the name must be @rpg-bot/${name}, letter for letter`)
  if (manifest.license !== 'MIT') report('package.json', 'the license field must be MIT')
  if (manifest.type !== 'module') report('package.json', 'the type field must be module')
  for (const script of INSTALL_SCRIPTS) {
    if (manifest.scripts?.[script] !== undefined)
      report('package.json', `no script may run on install, and ${script} does`)
  }
}
