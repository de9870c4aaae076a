import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { migrations } from '../migrations/index.ts'

const folder = new URL('../migrations/', import.meta.url)
const manifest = new URL('../../package.json', import.meta.url)

/**
 * Names a prepared database. It changes with any migration file and with the version of the engine; and with
 * the migrations that this process has loaded, which differ from the files while somebody edits them.
 */
export function templateKey(): string {
  const hash = createHash('sha256')
  for (const [name, migration] of Object.entries(migrations))
    hash.update(name).update(migration.up.toString())
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(new URL(name, folder)))
  hash.update(readFileSync(manifest))
  return hash.digest('hex').slice(0, 16)
}
