import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'

/** The first of `names` that is an executable file on the search path, or undefined. Absolute names are tried as they are. */
export function findExecutable(
  names: readonly string[],
  searchPath = process.env['PATH'] ?? '',
): string | undefined {
  const folders = [...searchPath.split(path.delimiter), '/usr/sbin', '/sbin'].filter(
    (folder) => folder !== '',
  )
  for (const name of names) {
    const candidates = path.isAbsolute(name) ? [name] : folders.map((folder) => path.join(folder, name))
    const found = candidates.find(isExecutableFile)
    if (found !== undefined) return found
  }
  return undefined
}

/** True for a regular file this process may execute. */
export function isExecutableFile(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
