import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { ConnectionLimits } from '../connection-pool.ts'
import { acquireDataFolderLock, type DataFolderLock } from '../data-folder-lock.ts'
import type { Database } from '../database.ts'
import { maintenanceOf } from '../maintenance.ts'
import { migrateToLatest } from '../migrate.ts'
import { openDatabase } from '../open-database.ts'
import { templateKey } from './template-key.ts'

/** Beside the package and ignored by git, not in a shared temporary folder where others could plant a file. */
const cache = fileURLToPath(new URL('../../.cache/', import.meta.url))

/** Preparing takes about 3 s on an idle machine; after this long the waiting process gives up with an error. */
const WAIT_MS = 30_000

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
}

/** `empty`: as the engine makes it. `migrated`: at the newest schema. */
type Content = 'empty' | 'migrated'

async function makeArchive(content: Content, path: string): Promise<Uint8Array> {
  const database = await openDatabase({ memory: true })
  try {
    if (content === 'migrated') await migrateToLatest(database)
    const maintenance = maintenanceOf(database)
    if (maintenance.kind !== 'embedded') throw new Error('Only the embedded engine makes archives')
    const archive = await maintenance.dump()
    const part = `${path}.${randomUUID()}`
    await writeFile(part, archive)
    await rename(part, path)
    return archive
  } finally {
    await database.close()
  }
}

/** One process prepares, the others wait for the file: parallel test processes would do the same work at once. */
async function prepareArchive(content: Content): Promise<Uint8Array> {
  const name = `${content}-${templateKey()}`
  const path = join(cache, `${name}.tar`)
  await mkdir(cache, { recursive: true })
  for (const deadline = Date.now() + WAIT_MS; ; await delay(50)) {
    const ready = await readIfThere(path)
    if (ready !== undefined) return ready
    let lock: DataFolderLock
    try {
      lock = await acquireDataFolderLock(join(cache, name))
    } catch (error) {
      if (Date.now() > deadline) throw error
      continue
    }
    try {
      return (await readIfThere(path)) ?? (await makeArchive(content, path))
    } finally {
      await lock.release()
    }
  }
}

const archives = new Map<Content, Promise<Uint8Array>>()

/** An embedded database, in memory or in a folder, started from an archive that all test processes share. */
export async function createEmbeddedTestDatabase(options: {
  content: Content
  folder?: string | undefined
  limits?: Partial<ConnectionLimits> | undefined
}): Promise<Database> {
  const { content, folder, limits = {} } = options
  const preparing = archives.get(content) ?? prepareArchive(content)
  archives.set(content, preparing)
  const archive = await preparing
  return openDatabase(folder === undefined ? { memory: true, archive, limits } : { folder, archive, limits })
}
