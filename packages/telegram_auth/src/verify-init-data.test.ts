import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deriveHmacKey, importHmacKey, importPublicKey, telegramPublicKeys } from './keys.ts'
import { type VerifyInitDataOptions, verifyInitData } from './verify-init-data.ts'

// The signing here repeats the documented algorithm on purpose: what signs must not share code with what checks.

const botId = 42
const botToken = '42:TEST'
const now = 1_800_000_000
const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const hmacKey = importHmacKey(deriveHmacKey(botToken))
const options: VerifyInitDataOptions = { botId, publicKeys: [publicKey], now }
const hmacOptions: VerifyInitDataOptions = { hmacKey, now }

type Fields = Record<string, string>

const user = {
  id: 7,
  first_name: 'Агния 🐉',
  last_name: 'О’Нил',
  username: 'agnia',
  language_code: 'ru',
  is_premium: true,
}
const fields: Fields = {
  user: JSON.stringify(user),
  auth_date: String(now),
  chat_type: 'private',
  start_param: 'i_abc-_',
}

function lines(signed: Fields): string {
  return Object.entries(signed)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('\n')
}

function signatureOf(signed: Fields, key: KeyObject = privateKey): string {
  return sign(null, Buffer.from(`${botId}:WebAppData\n${lines(signed)}`), key).toString('base64url')
}

function hashOf(signed: Fields): string {
  const key = createHmac('sha256', 'WebAppData').update(botToken).digest()
  return createHmac('sha256', key).update(lines(signed)).digest('hex')
}

function encode(signed: Fields): string {
  return new URLSearchParams(signed).toString()
}

function withSignature(signed: Fields): string {
  return encode({ ...signed, signature: signatureOf(signed) })
}

function withHash(signed: Fields): string {
  return encode({ ...signed, hash: hashOf(signed) })
}

const codes: Readonly<Record<number, string>> = {
  1: 'init_data_malformed',
  2: 'init_data_invalid',
  3: 'init_data_invalid',
  4: 'init_data_future',
  5: 'init_data_expired',
  6: 'init_data_malformed',
}

describe('verifyInitData', () => {
  it('reads signed data with a Cyrillic name and an emoji', () => {
    const result = verifyInitData(withSignature({ ...fields, chat_instance: '-5', query_id: 'q' }), options)
    expect(result).toEqual({
      ok: true,
      data: {
        user: {
          id: 7,
          firstName: 'Агния 🐉',
          lastName: 'О’Нил',
          username: 'agnia',
          languageCode: 'ru',
          isPremium: true,
        },
        authDate: now,
        startParam: 'i_abc-_',
        chatType: 'private',
        chatInstance: '-5',
        queryId: 'q',
        proof: 'ed25519',
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/u),
      },
    })
  })

  it('reads hashed data of clients that send no signature', () => {
    expect(verifyInitData(withHash(fields), hmacOptions)).toMatchObject({ ok: true, data: { proof: 'hmac' } })
    expect(verifyInitData(withHash(fields), { ...options, hmacKey })).toMatchObject({
      data: { proof: 'hmac' },
    })
  })

  it('takes hash and signature in either order, and fields in any', () => {
    const signature = signatureOf(fields)
    const hash = hashOf({ ...fields, signature })
    const results = [
      encode({ hash, signature, ...fields }),
      encode({ ...fields, signature, hash }),
      encode({ hash, ...fields, signature }),
    ].flatMap((raw) => [verifyInitData(raw, options), verifyInitData(raw, hmacOptions)])
    expect(results.map((result) => result.ok)).toEqual([true, true, true, true, true, true])
  })

  it('gives reordered and re-escaped data the same fingerprint', () => {
    const raw = withSignature(fields)
    const shuffled = raw.split('&').reverse().join('&').replaceAll('+', '%20')
    const [one, two] = [raw, shuffled].map((text) => verifyInitData(text, options))
    expect(one?.ok && two?.ok && one.data.fingerprint === two.data.fingerprint).toBe(true)
  })

  it('accepts unknown fields and unknown members of user', () => {
    const newer = { ...fields, user: JSON.stringify({ ...user, mood: '🎲' }), novelty: '{"a":[1]}' }
    expect(verifyInitData(withSignature(newer), options).ok).toBe(true)
  })

  it('judges data with a signature by the signature alone', () => {
    const signed = { ...fields, signature: 'A'.repeat(86) }
    const raw = encode({ ...signed, hash: hashOf(signed) })
    expect(verifyInitData(raw, { ...options, hmacKey })).toMatchObject({
      code: 'init_data_invalid',
      check: 3,
    })
  })

  it.each<[string, string, number]>([
    ['nothing', '', 1],
    ['text that is no query', 'test&foo=bar=baz', 1],
    ['64 KiB', `${withSignature(fields)}&filler=${'x'.repeat(65_536)}`, 1],
    ['8 KiB of two-byte letters', `auth_date=1&x=${'ё'.repeat(4096)}`, 1],
    ['a duplicate field', `${withSignature(fields)}&auth_date=${now}`, 1],
    ['no auth_date', withSignature({ user: '{}' }), 1],
    ['a negative auth_date', withSignature({ ...fields, auth_date: '-1' }), 1],
    ['an auth_date of 13 digits', withSignature({ ...fields, auth_date: '1800000000000' }), 1],
    ['a line break that imitates a field', withSignature({ ...fields, x: '1\ny=2' }), 1],
    ['a name that imitates a value', withSignature({ ...fields, 'x=1': '2' }), 1],
    ['no signature', encode(fields), 2],
    ['only a hash', withHash(fields), 2],
    ['a padded signature', encode({ ...fields, signature: `${signatureOf(fields)}==` }), 2],
    ['a signature that is no base64url', encode({ ...fields, signature: '!'.repeat(86) }), 2],
    ['a short signature', encode({ ...fields, signature: 'AAAA' }), 2],
    ['a changed field', withSignature(fields).replace('private', 'channel'), 3],
    ['an added field', `${withSignature(fields)}&is_admin=true`, 3],
    ['data of the future', withSignature({ ...fields, auth_date: String(now + 61) }), 4],
    ['old data', withSignature({ ...fields, auth_date: String(now - 3601) }), 5],
    ['no user', withSignature({ auth_date: String(now) }), 6],
    ['a user that is no JSON', withSignature({ ...fields, user: '{' }), 6],
    ['a list of users', withSignature({ ...fields, user: '[]' }), 6],
    ['a negative id', withSignature({ ...fields, user: '{"id":-7,"first_name":"A"}' }), 6],
    ['an id as text', withSignature({ ...fields, user: '{"id":"7","first_name":"A"}' }), 6],
    ['an inexact id', withSignature({ ...fields, user: '{"id":9007199254740993,"first_name":"A"}' }), 6],
    ['a nameless user', withSignature({ ...fields, user: '{"id":7}' }), 6],
    [
      'a flag as text',
      withSignature({ ...fields, user: '{"id":7,"first_name":"A","is_premium":"true"}' }),
      6,
    ],
    ['a start parameter with a slash', withSignature({ ...fields, start_param: 'a/b' }), 6],
  ])('refuses %s', (_name, raw, check) => {
    expect(verifyInitData(raw, options)).toEqual({
      ok: false,
      code: codes[check],
      check,
      detail: expect.any(String),
    })
  })

  it.each<[string, string, number]>([
    ['an upper-case hash', encode({ ...fields, hash: hashOf(fields).toUpperCase() }), 2],
    ['a short hash', encode({ ...fields, hash: 'abc' }), 2],
    ['a hash beyond ASCII', encode({ ...fields, hash: 'é'.repeat(64) }), 2],
    ['no hash', encode(fields), 2],
    ['the hash of other fields', encode({ ...fields, hash: hashOf({}) }), 3],
    [
      'a signature that the hash does not cover',
      encode({ ...fields, signature: 'x', hash: hashOf(fields) }),
      3,
    ],
  ])('refuses %s', (_name, raw, check) => {
    expect(verifyInitData(raw, hmacOptions)).toMatchObject({ code: 'init_data_invalid', check })
  })

  it('accepts data to the second of its limits', () => {
    const limits = { ...options, maxAgeSeconds: 10, futureSkewSeconds: 5 }
    const checkAt = (offset: number) =>
      verifyInitData(withSignature({ ...fields, auth_date: String(now + offset) }), limits)
    expect([-10, 5].map((offset) => checkAt(offset).ok)).toEqual([true, true])
    expect([-11, 6].map((offset) => checkAt(offset).ok)).toEqual([false, false])
    expect(
      verifyInitData(withSignature({ ...fields, auth_date: '1' }), { ...options, maxAgeSeconds: null }).ok,
    ).toBe(true)
  })

  it('says nothing of age or schema before the proof holds', () => {
    const old = encode({ auth_date: '1', signature: 'A'.repeat(86) })
    expect(verifyInitData(old, options)).toMatchObject({ check: 3 })
  })

  it('refuses data of another bot, another key, and everything without a key', () => {
    const raw = withSignature(fields)
    expect(verifyInitData(raw, { ...options, botId: 43 })).toMatchObject({ check: 3 })
    const foreign = [importPublicKey(telegramPublicKeys.production), importPublicKey(telegramPublicKeys.test)]
    expect(verifyInitData(raw, { ...options, publicKeys: foreign })).toMatchObject({ check: 3 })
    expect(verifyInitData(raw, { ...options, publicKeys: [...foreign, publicKey] }).ok).toBe(true)
    expect(verifyInitData(raw, { now })).toMatchObject({ check: 2 })
  })

  it('never throws and never passes, whatever unsigned text comes', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.webQueryParameters())
    fc.assert(
      fc.property(text, (raw) => {
        expect(verifyInitData(`${raw}&auth_date=${now}`, { ...options, hmacKey }).ok).toBe(false)
      }),
    )
  })

  it('passes whatever fields Telegram signs', () => {
    const name = fc
      .stringMatching(/^[a-z_]{1,12}$/u)
      .filter((candidate) => !(candidate in { ...fields, hash: 1, signature: 1 }))
    const value = fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .filter((candidate) => !candidate.includes('\n'))
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: 6 }), (extra) => {
        expect(verifyInitData(withSignature({ ...fields, ...extra }), options).ok).toBe(true)
        expect(verifyInitData(withHash({ ...fields, ...extra }), hmacOptions).ok).toBe(true)
      }),
    )
  })
})

describe('keys', () => {
  it('refuse text that is no key', () => {
    expect(() => importPublicKey('abc')).toThrow('A public key has 64 hexadecimal digits.')
    expect(() => importHmacKey(`${'0'.repeat(63)}g`)).toThrow('An HMAC key has 64 hexadecimal digits.')
  })
})
