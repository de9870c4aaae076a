import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { findExecutable, isExecutableFile } from './find-executable.ts'
import { runCommand } from './run-command.ts'

/** A PostgreSQL server on this machine. */
export interface PostgresInstallation {
  readonly binFolder: string
  /** Release such as "15.18". */
  readonly version: string
  readonly major: number
}

/** The oldest major release the product supports. */
export const OLDEST_MAJOR = 15

/** The newest fitting server that is installed, or undefined. */
export async function findPostgres(): Promise<PostgresInstallation | undefined> {
  const found: PostgresInstallation[] = []
  for (const binFolder of await candidateFolders()) {
    if (
      !isExecutableFile(path.join(binFolder, 'postgres')) ||
      !isExecutableFile(path.join(binFolder, 'initdb'))
    )
      continue
    const version = parseVersion(await runCommand(path.join(binFolder, 'postgres'), ['--version']))
    if (version !== undefined && version.major >= OLDEST_MAJOR) found.push({ binFolder, ...version })
  }
  return found.sort((a, b) => b.major - a.major)[0]
}

/** Reads the release from the answer to `postgres --version`. */
export function parseVersion(answer: string): { version: string; major: number } | undefined {
  const match = /\(PostgreSQL\) ((\d+)\S*)/.exec(answer)
  return match?.[1] === undefined ? undefined : { version: match[1], major: Number(match[2]) }
}

/** True when the server already has the pgvector add-on. */
export async function hasVector(postgres: PostgresInstallation): Promise<boolean> {
  const shared = await askConfig(postgres, '--sharedir')
  return existsSync(path.join(shared, 'extension', 'vector.control'))
}

/** Asks the server's own pg_config for a folder. */
export async function askConfig(postgres: PostgresInstallation, option: string): Promise<string> {
  return (await runCommand(path.join(postgres.binFolder, 'pg_config'), [option])).trim()
}

async function candidateFolders(): Promise<string[]> {
  const debian = '/usr/lib/postgresql'
  const folders = existsSync(debian)
    ? readdirSync(debian).map((major) => path.join(debian, major, 'bin'))
    : []
  const pgConfig = findExecutable(['pg_config'])
  if (pgConfig !== undefined) folders.push((await runCommand(pgConfig, ['--bindir'])).trim())
  return [...new Set(folders)]
}
