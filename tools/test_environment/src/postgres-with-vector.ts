import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { cacheFolder } from './cache-folder.ts'
import { buildVector } from './pgvector-build.ts'
import { askConfig, findPostgres, hasVector, type PostgresInstallation } from './postgres-installation.ts'

/**
 * A server with pgvector, when one is installed or was built by an earlier run. The built one is a copy of the
 * installed server beside the add-on: PostgreSQL finds its files relative to its own path, so nothing of the
 * machine's installation is touched. The copy is keyed by the exact release.
 */
export async function findPostgresWithVector(): Promise<PostgresInstallation | undefined> {
  const installed = await findPostgres()
  if (installed === undefined || (await hasVector(installed))) return installed
  const copy = await copyOf(installed)
  return (await isComplete(copy)) ? copy : undefined
}

/** Builds the copy. Two runs may race: each builds its own, and the rename of the second is simply dropped. */
export async function buildPostgresWithVector(
  installed: PostgresInstallation,
): Promise<PostgresInstallation> {
  const copy = await copyOf(installed)
  if (await isComplete(copy)) return copy
  console.log(`Building pgvector for PostgreSQL ${installed.version} (once)`)
  const work = mkdtempSync(path.join(cacheFolder(), 'build-'))
  try {
    const built = await buildVector(installed, work)
    const target = path.join(work, 'copy')
    const library = await askConfig(installed, '--pkglibdir')
    const shared = await askConfig(installed, '--sharedir')
    copyFiles(installed.binFolder, path.join(target, installed.binFolder), (name) =>
      ['postgres', 'initdb', 'pg_config'].includes(name),
    )
    copyFiles(library, path.join(target, library), (name) => name.endsWith('.so'))
    cpSync(shared, path.join(target, shared), { recursive: true, dereference: true })
    cpSync(built.library, path.join(target, library, path.basename(built.library)))
    for (const file of built.extensionFiles)
      cpSync(file, path.join(target, shared, 'extension', path.basename(file)))
    try {
      renameSync(target, rootOf(installed))
    } catch (error) {
      if (!(await isComplete(copy))) throw error
    }
    return copy
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function copyFiles(from: string, to: string, wanted: (name: string) => boolean): void {
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from).filter(wanted))
    cpSync(path.join(from, name), path.join(to, name), { dereference: true })
}

const rootOf = (installed: PostgresInstallation): string =>
  path.join(cacheFolder(), `postgres-${installed.version}-vector-${process.arch}`)

async function copyOf(installed: PostgresInstallation): Promise<PostgresInstallation> {
  return { ...installed, binFolder: path.join(rootOf(installed), installed.binFolder) }
}

async function isComplete(copy: PostgresInstallation): Promise<boolean> {
  if (!existsSync(copy.binFolder)) return false
  try {
    return await hasVector(copy)
  } catch {
    return false
  }
}
