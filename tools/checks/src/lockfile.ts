import { parse } from 'yaml'
import type { Check, Finding, Repository } from './repository.ts'

interface Lockfile {
  readonly packages?: Record<string, { readonly resolution?: Record<string, unknown> }>
}

interface Workspace {
  readonly allowBuilds?: Record<string, unknown>
  readonly minimumReleaseAge?: number
  readonly dangerouslyAllowAllBuilds?: boolean
}

/** Packages whose install scripts were read and found needed. A new one is added here in the same review. */
const REVIEWED_BUILDS = new Set(['esbuild'])

/** Dependencies come from the registry, with a checksum, and run no script unless reviewed. */
export const lockfileCheck: Check = {
  name: 'lockfile',
  run: (repository) => [
    ...checkPnpm(repository),
    ...checkToolchain(repository),
    ...checkWorkspace(repository),
  ],
}

function checkPnpm(repository: Repository): Finding[] {
  const file = 'pnpm-lock.yaml'
  const { packages = {} } = parse(repository.read(file)) as Lockfile
  return Object.entries(packages).flatMap(([name, { resolution = {} }]) => {
    const { integrity, ...rest } = resolution
    const findings: Finding[] = []
    if (typeof integrity !== 'string' || !integrity.startsWith('sha512-'))
      findings.push({ file, message: `${name} has no sha512 checksum` })
    if (Object.keys(rest).length > 0)
      findings.push({
        file,
        message: `${name} comes from elsewhere than the registry: ${JSON.stringify(rest)}`,
      })
    return findings
  })
}

function checkToolchain(repository: Repository): Finding[] {
  const file = 'tools/launcher/toolchain/package-lock.json'
  if (!repository.files.includes(file)) return []
  const { packages } = JSON.parse(repository.read(file)) as {
    packages: Record<string, Record<string, unknown>>
  }
  return Object.entries(packages).flatMap(([name, entry]) => {
    if (name === '') return []
    const findings: Finding[] = []
    if (typeof entry['integrity'] !== 'string') findings.push({ file, message: `${name} has no checksum` })
    if (entry['resolved'] !== undefined)
      findings.push({ file, message: `${name} names a server: leave out "resolved"` })
    if (entry['hasInstallScript'] === true) findings.push({ file, message: `${name} has an install script` })
    return findings
  })
}

function checkWorkspace(repository: Repository): Finding[] {
  const file = 'pnpm-workspace.yaml'
  const {
    allowBuilds = {},
    minimumReleaseAge = 0,
    dangerouslyAllowAllBuilds,
  } = parse(repository.read(file)) as Workspace
  const findings: Finding[] = Object.entries(allowBuilds)
    .filter(([name, allowed]) => allowed !== false && !REVIEWED_BUILDS.has(name))
    .map(([name]) => ({ file, message: `allows the install script of ${name}, which nobody reviewed` }))
  if (dangerouslyAllowAllBuilds === true) findings.push({ file, message: 'allows every install script' })
  if (minimumReleaseAge < 1440)
    findings.push({ file, message: 'must hold back releases younger than a day (minimumReleaseAge: 1440)' })
  return findings
}
