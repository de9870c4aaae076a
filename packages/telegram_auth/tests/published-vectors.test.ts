import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  deriveHmacKey,
  importHmacKey,
  importPublicKey,
  telegramPublicKeys,
  verifyInitData,
} from '../src/index.ts'

type Vector = {
  id: string
  method: 'hmac' | 'ed25519'
  init_data: string
  bot_id: number | string
  bot_key?: string
  public_key_hex?: string
  max_age_s: number
  now: number | null
  expected: boolean
}

const file = new URL('../../../../shared/data/initdata/vectors.json', import.meta.url)
const present = existsSync(file)
const { vectors, helpers } = present
  ? JSON.parse(readFileSync(file, 'utf8'))
  : { vectors: [] as Vector[], helpers: null }

describe.skipIf(!present)('published vectors (skipped: ../shared is not beside the repository)', () => {
  it.each((vectors as Vector[]).map((vector) => [vector.id, vector] as const))(
    '%s is judged as published',
    (_id, vector) => {
      const keys =
        vector.method === 'ed25519'
          ? { botId: vector.bot_id, publicKeys: [importPublicKey(vector.public_key_hex ?? '')] }
          : { hmacKey: importHmacKey(deriveHmacKey(`${vector.bot_id}:${vector.bot_key}`)) }
      const result = verifyInitData(vector.init_data, {
        ...keys,
        now: vector.now ?? Date.now() / 1000,
        maxAgeSeconds: vector.max_age_s === 0 ? null : vector.max_age_s,
      })
      // The schema of user is our own check on top: a vector with a text as id is published as valid.
      expect(result.ok || result.check === 6).toBe(vector.expected)
    },
  )

  it('has the keys that the documentation names', () => {
    const { production, test } = helpers.telegram_public_keys
    expect({ production, test }).toEqual(telegramPublicKeys)
  })

  it('has the derived keys that libraries publish', () => {
    const real = helpers.hash_token_real
    expect(deriveHmacKey(helpers.hash_token.token)).toBe(helpers.hash_token.hmac_hex)
    expect(deriveHmacKey(`${real.bot_id}:${real.bot_key}`)).toBe(real.hmac_hex)
  })

  it('has signed queries that pass under the same token', () => {
    const { signed, bot_id: id, bot_key: key } = helpers.sign_query
    const hmacKey = importHmacKey(deriveHmacKey(`${id}:${key}`))
    expect(verifyInitData(signed, { hmacKey, now: 1 })).toMatchObject({
      ok: true,
      data: { startParam: 'debug' },
    })
  })
})
