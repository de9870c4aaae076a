import { access, open, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

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

/** The engine copies a new database in without syncing it: the marker must not reach the disk before the files. */
async function syncTree(path: string): Promise<void> {
  for (const entry of await readdir(path, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() || entry.isDirectory()) await syncToDisk(join(entry.parentPath, entry.name))
  }
  await syncToDisk(path)
}

/**
 * The engine fills a new folder file by file; killed in the middle it would leave something that looks like a
 * database and is none. A marker is written after the first whole start: without it, what is there is
 * unfinished, holds no data yet, and is made anew. Call with the folder's lock held.
 */
export async function prepareDataFiles(
  folder: string,
): Promise<{ path: string; fresh: boolean; markComplete(): Promise<void> }> {
  const path = join(folder, 'pgdata')
  const marker = join(folder, 'pgdata.complete')
  const fresh = !(await exists(marker))
  if (fresh) await rm(path, { recursive: true, force: true })
  return {
    path,
    fresh,
    async markComplete() {
      if (!fresh) return
      await syncTree(path)
      await writeFile(marker, 'The data files in pgdata are whole. Do not remove.\n', { flush: true })
      await syncToDisk(folder)
    },
  }
}
