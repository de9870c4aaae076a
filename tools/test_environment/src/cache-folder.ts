import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { isRoot } from './system-user.ts'

/**
 * Where built parts are kept between runs. Root's home is closed to the user PostgreSQL runs as, so root uses
 * the machine's cache.
 */
export function cacheFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const given = env['XDG_CACHE_HOME']
  const base = isRoot()
    ? '/var/cache'
    : given !== undefined && path.isAbsolute(given)
      ? given
      : path.join(homedir(), '.cache')
  const folder = path.join(base, 'rpg-bot')
  mkdirSync(folder, { recursive: true })
  return folder
}
