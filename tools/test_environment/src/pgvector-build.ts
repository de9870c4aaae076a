import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { findMirror, sourceStanza } from './apt-sources.ts'
import { debianCodename } from './debian.ts'
import { findExecutable } from './find-executable.ts'
import type { PostgresInstallation } from './postgres-installation.ts'
import { commandSucceeds, runCommand } from './run-command.ts'

/** Debian suites that carry pgvector as a source package, oldest first. */
const NEWER_SUITE: Readonly<Record<string, string>> = { bookworm: 'trixie' }

/** Files a build yields. */
export interface VectorBuild {
  readonly library: string
  /** Control file and SQL scripts, for the extension folder. */
  readonly extensionFiles: readonly string[]
}

/** Debian packages a build needs beside PostgreSQL itself. */
export const BUILD_PACKAGES: readonly string[] = ['gcc', 'libc6-dev', 'make']

/** True when a build can be tried: Debian with a compiler. */
export function canBuildVector(): boolean {
  const codename = debianCodename()
  return (
    codename !== undefined &&
    NEWER_SUITE[codename] !== undefined &&
    findExecutable(['gcc']) !== undefined &&
    findExecutable(['make']) !== undefined
  )
}

/**
 * Builds pgvector from the source package of the next Debian suite against the headers of the installed server.
 * The headers are unpacked into `folder`, not installed: the -dev package would pull in a whole LLVM. apt checks
 * the signature of the suite and the checksum of every file it fetches.
 */
export async function buildVector(postgres: PostgresInstallation, folder: string): Promise<VectorBuild> {
  const source = await fetchSource(folder)
  const headers = await unpackHeaders(postgres, folder)
  const pgConfig = writePgConfig(postgres, headers, folder)
  // OPTFLAGS="" keeps -march=native out (the cache may move to another processor); LLVM is for JIT bitcode only.
  await runCommand('make', ['-j2', `PG_CONFIG=${pgConfig}`, 'OPTFLAGS=', 'with_llvm=no'], { cwd: source })
  const scripts = readdirSync(path.join(source, 'sql')).filter((name) => name.startsWith('vector--'))
  return {
    library: path.join(source, 'vector.so'),
    extensionFiles: [
      path.join(source, 'vector.control'),
      ...scripts.map((name) => path.join(source, 'sql', name)),
    ],
  }
}

async function fetchSource(folder: string): Promise<string> {
  const codename = debianCodename()
  const suite = codename === undefined ? undefined : NEWER_SUITE[codename]
  const mirror = codename === undefined ? undefined : findMirror(readSourceLists(), codename)
  if (suite === undefined || mirror === undefined)
    throw new Error('No Debian mirror with a newer suite is configured here')
  // A private apt state: the machine's own package lists stay as they are.
  const list = path.join(folder, 'newer.sources')
  writeFileSync(list, sourceStanza(mirror, suite))
  for (const part of ['lists/partial', 'cache/archives/partial'])
    mkdirSync(path.join(folder, part), { recursive: true })
  const options = [
    `Dir::Etc::sourcelist=${list}`,
    'Dir::Etc::sourceparts=/dev/null',
    `Dir::State::lists=${path.join(folder, 'lists')}`,
    `Dir::Cache=${path.join(folder, 'cache')}`,
    'APT::Update::Error-Mode=any',
    'APT::Sandbox::User=root',
  ].flatMap((option) => ['-o', option])
  await runCommand('apt-get', [...options, 'update'])
  await runCommand('apt-get', [...options, 'source', '--download-only', 'pgvector'], { cwd: folder })
  const archive = readdirSync(folder).find((name) => /^pgvector_.*\.orig\.tar\.gz$/.test(name))
  if (archive === undefined) throw new Error('The pgvector source package holds no archive')
  await runCommand('tar', ['-xzf', archive], { cwd: folder })
  const source = readdirSync(folder).find((name) => /^pgvector-[\d.]+$/.test(name))
  if (source === undefined) throw new Error('The pgvector archive holds no source folder')
  return path.join(folder, source)
}

async function unpackHeaders(postgres: PostgresInstallation, folder: string): Promise<string> {
  const target = path.join(folder, 'headers')
  const name = `postgresql-server-dev-${postgres.major}`
  const version = (
    await runCommand('dpkg-query', ['-W', '-f', '$'.concat('{Version}'), `postgresql-${postgres.major}`])
  ).trim()
  const options = ['-o', 'APT::Sandbox::User=root', 'download']
  // Headers of another minor release fit as well: the binary interface is fixed for a major one.
  const exact = await commandSucceeds('apt-get', [...options, `${name}=${version}`], { cwd: folder })
  if (!exact) await runCommand('apt-get', [...options, name], { cwd: folder })
  await runCommand('apt-get', [...options, 'libpq-dev'], { cwd: folder })
  for (const archive of readdirSync(folder).filter((file) => file.endsWith('.deb'))) {
    await runCommand('dpkg', ['-x', archive, target], { cwd: folder })
  }
  return target
}

/** A pg_config that points at the unpacked headers and otherwise answers like the real one. */
function writePgConfig(postgres: PostgresInstallation, headers: string, folder: string): string {
  const file = path.join(folder, 'pg_config')
  const real = path.join(postgres.binFolder, 'pg_config')
  writeFileSync(
    file,
    `#!/bin/sh
case "$1" in
  --includedir-server|--pkgincludedir|--includedir) printf '%s%s\\n' '${headers}' "$('${real}' "$1")" ;;
  *) exec '${real}' "$@" ;;
esac
`,
  )
  chmodSync(file, 0o755)
  return file
}

function readSourceLists(): string[] {
  const folder = '/etc/apt/sources.list.d'
  const parts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && /\.(list|sources)$/.test(entry.name))
    .map((entry) => path.join(folder, entry.name))
  return ['/etc/apt/sources.list', ...parts].flatMap((file) => {
    try {
      return [readFileSync(file, 'utf8')]
    } catch {
      return []
    }
  })
}
