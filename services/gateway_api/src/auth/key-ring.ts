import type { Schema } from '@rpg-bot/rpg_contracts'
import { currentKey, publishedKeys, type SigningKey } from './signing-keys.ts'

/** The signing keys of this process, as they are now. */
export type KeyRing = ReturnType<typeof createKeyRing>

/**
 * Makes a key ring over a list of keys that may be replaced while running.
 *
 * @throws Error without keys: a service that cannot sign must not start
 */
export function createKeyRing({
  keys,
  clock = Date.now,
}: {
  keys: readonly SigningKey[]
  clock?: () => number
}) {
  let list = checked(keys)

  return {
    /** The key that signs now. */
    current(): SigningKey {
      const key = currentKey(list, clock())
      if (key === undefined) throw new Error('There is no signing key.')
      return key
    },
    /** What `/.well-known/jwks.json` answers. */
    published(): Schema<'JsonWebKeySet'> {
      return { keys: publishedKeys(list, clock()).map((key) => key.publicJwk) }
    },
    /** Takes over another list, such as the key file read anew. @throws Error when it could not sign */
    replace(next: readonly SigningKey[]): void {
      list = checked(next)
    },
    list: (): readonly SigningKey[] => list,
  }

  function checked(candidates: readonly SigningKey[]): readonly SigningKey[] {
    if (currentKey(candidates, clock()) === undefined) throw new Error('There is no signing key.')
    if (new Set(candidates.map((key) => key.kid)).size !== candidates.length) {
      throw new Error('Two signing keys have the same kid.')
    }
    return candidates
  }
}
