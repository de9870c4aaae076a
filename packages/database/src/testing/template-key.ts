import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'

const folder = new URL('../migrations/', import.meta.url)
const manifest = new URL('../../package.json', import.meta.url)

/** Names a prepared database: changes with any migration file and with the version of the engine. */
export function templateKey(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(new URL(name, folder)))
  hash.update(readFileSync(manifest))
  return hash.digest('hex').slice(0, 16)
}
