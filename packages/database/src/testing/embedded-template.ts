import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { acquireDataFolderLock, type DataFolderLock } from '../data-folder-lock.ts'
import type { Database } from '../database.ts'
import { maintenanceOf } from '../maintenance.ts'
import { migrateToLatest } from '../migrate.ts'
import { openDatabase } from '../open-database.ts'
import { templateKey } from './template-key.ts'

/** Beside the package and ignored by git, not in a shared temporary folder where others could plant a file. */
const cache = fileURLToPath(new URL('../../.cache/', import.meta.url))

/** Preparing takes about 3 s; whoever waited this long makes its own and says nothing. */
const WAIT_MS = 30_000

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
}

async function makeArchive(path: string): Promise<Uint8Array> {
  const database = await openDatabase({ memory: true })
  try {
    await migrateToLatest(database)
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
async function prepareArchive(): Promise<Uint8Array> {
  const key = templateKey()
  const path = join(cache, `template-${key}.tar`)
  await mkdir(cache, { recursive: true })
  for (const deadline = Date.now() + WAIT_MS; ; await delay(50)) {
    const ready = await readIfThere(path)
    if (ready !== undefined) return ready
    let lock: DataFolderLock
    try {
      lock = await acquireDataFolderLock(join(cache, `template-${key}`))
    } catch (error) {
      if (Date.now() > deadline) throw error
      continue
    }
    try {
      return (await readIfThere(path)) ?? (await makeArchive(path))
    } finally {
      await lock.release()
    }
  }
}

let archive: Promise<Uint8Array> | undefined

/** A migrated embedded database in memory. */
export async function createEmbeddedTestDatabase(): Promise<Database> {
  archive ??= prepareArchive()
  return openDatabase({ memory: true, archive: await archive })
}
