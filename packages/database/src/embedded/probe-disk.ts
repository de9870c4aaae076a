import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** More than a page of the engine: a table grows by pages, and growing is what a full disk refuses. */
const SIZE = 64 * 1024

/**
 * Writes a small file in the data folder to the disk and removes it. The engine keeps room in files that it has
 * already, so its own smallest write would go on for a while after the disk is full.
 *
 * @throws the error of the file system: full, read-only, no rights
 */
export async function probeDisk(folder: string): Promise<void> {
  const path = join(folder, 'write-probe')
  try {
    const file = await open(path, 'w', 0o600)
    try {
      await file.writeFile(Buffer.alloc(SIZE, 1))
      await file.sync()
    } finally {
      await file.close()
    }
  } finally {
    await rm(path, { force: true }).catch(() => undefined)
  }
}
