import type { Logger } from '@rpg-bot/service_kit'
import { createKeyRing, type KeyRing } from './key-ring.ts'
import { ensureSigningKeys, readSigningKeys } from './signing-key-file.ts'

/** How often the key file is read anew, in milliseconds: a rotation is noticed long before its key signs. */
const RELOAD_MS = 60_000

/**
 * The key ring of the key file, which is read anew every minute. A file that has become unreadable changes
 * nothing: the keys that are known go on, and the log says so.
 *
 * @param options.create makes the file when it is missing; for development
 * @throws SigningKeyFileError when the file cannot be used at the start
 */
export async function loadKeyRing(options: {
  path: string
  create: boolean
  logger: Pick<Logger, 'error'>
  clock?: () => number
}): Promise<{ keyRing: KeyRing; stop: () => void }> {
  const { path, create, logger, clock = Date.now } = options
  const keys = await (create ? ensureSigningKeys(path, clock()) : readSigningKeys(path))
  const keyRing = createKeyRing({ keys, clock })
  const timer = setInterval(async () => {
    try {
      keyRing.replace(await readSigningKeys(path))
    } catch (error) {
      logger.error({ err: error }, 'signing keys could not be read anew')
    }
  }, RELOAD_MS)
  timer.unref()
  return { keyRing, stop: () => clearInterval(timer) }
}
