import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the repository. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..')

/** What the launcher installs and notes lives here, outside version control. */
export const TOOLCHAIN = path.join(ROOT, '.toolchain')

/**
 * Folder of the application's data. A relative one is relative to the repository.
 * @param {Record<string, string | undefined>} env
 */
export function dataFolder(env) {
  return path.resolve(ROOT, env.RPG_BOT_DATA || '.data')
}
