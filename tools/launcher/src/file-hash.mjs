import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const SKIPPED = new Set(['node_modules', 'dist', 'coverage', 'tests', '.turbo', '.vite'])

/**
 * Hash over names and contents of files and folders. A path that does not exist counts as such.
 * @param {string} root
 * @param {string[]} paths relative to root
 */
export function hashPaths(root, paths) {
  const hash = createHash('sha256')
  for (const name of [...paths].sort()) addPath(hash, root, name)
  return hash.digest('hex')
}

function addPath(hash, root, name) {
  const full = path.join(root, name)
  const status = lstatSync(full, { throwIfNoEntry: false })
  if (status?.isDirectory()) {
    for (const child of readdirSync(full).sort()) {
      if (!SKIPPED.has(child)) addPath(hash, root, `${name}/${child}`)
    }
    return
  }
  const content = status?.isFile() ? readFileSync(full) : undefined
  hash.update(`${name}\0${content === undefined ? 'absent' : content.length}\0`)
  if (content !== undefined) hash.update(content)
}
