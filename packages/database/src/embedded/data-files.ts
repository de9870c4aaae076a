import { access, open, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The data folder cannot be used as it is. Nothing in it was changed; the message says what to do. */
export class DataFilesError extends Error {
  override readonly name = 'DataFilesError'
  readonly code = 'data_files_unusable'
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

async function syncToDisk(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The engine copies a new database in without syncing it: the marker must not go before the files are on disk. */
async function syncTree(path: string): Promise<void> {
  for (const entry of await readdir(path, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() || entry.isDirectory()) await syncToDisk(join(entry.parentPath, entry.name))
  }
  await syncToDisk(path)
}

async function isPopulated(path: string): Promise<boolean> {
  const names = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.length > 0
}

/**
 * Decides how the engine begins. It fills a new folder file by file; killed in the middle it would leave
 * something that looks like a database and is none. So a marker is written before the first file and removed
 * after the last: what stands under the marker never held anybody's data and is made anew. Data files without
 * the marker are somebody's data, wherever they came from, and are never removed. Call with the folder's lock
 * held.
 *
 * @throws DataFilesError when there are files that are neither a database nor known to be unfinished
 */
export async function prepareDataFiles(
  folder: string,
): Promise<{ path: string; fresh: boolean; markComplete(): Promise<void> }> {
  const path = join(folder, 'pgdata')
  const unfinished = join(folder, 'pgdata.unfinished')
  // Of builds that marked the finished folder instead; with it the files are whole, whatever else lies there.
  const finished = join(folder, 'pgdata.complete')
  if (await isPopulated(path)) {
    if ((await exists(finished)) || !(await exists(unfinished))) {
      if (await exists(join(path, 'PG_VERSION'))) {
        return { path, fresh: false, markComplete: async () => undefined }
      }
      throw new DataFilesError(
        `${path} holds files but no whole database. Nothing was changed: restore the folder from a backup, or move it away to begin with an empty database.`,
      )
    }
    await rm(path, { recursive: true, force: true })
  }
  await writeFile(unfinished, 'The data files in pgdata are being made and hold no data yet.\n', {
    flush: true,
  })
  await syncToDisk(folder)
  return {
    path,
    fresh: true,
    async markComplete() {
      await syncTree(path)
      await rm(unfinished, { force: true })
      await syncToDisk(folder)
    },
  }
}
