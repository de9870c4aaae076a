import { access, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/**
 * The engine fills a new folder file by file; killed in the middle it would leave something that looks like a
 * database and is none. A marker is written after the first whole start: without it, what is there is
 * unfinished, holds no data yet, and is made anew. Call with the folder's lock held.
 */
export async function prepareDataFiles(
  folder: string,
): Promise<{ path: string; markComplete(): Promise<void> }> {
  const path = join(folder, 'pgdata')
  const marker = join(folder, 'pgdata.complete')
  if (!(await exists(marker))) await rm(path, { recursive: true, force: true })
  return {
    path,
    async markComplete() {
      if (!(await exists(marker)))
        await writeFile(marker, 'The data files in pgdata are whole. Do not remove.\n')
    },
  }
}
