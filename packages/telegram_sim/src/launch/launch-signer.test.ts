import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { importHmacKey, importPublicKey, verifyInitData } from '@rpg-bot/telegram_auth'
import { describe, expect, it } from 'vitest'
import { createLaunchSigner, type LaunchData } from './launch-signer.ts'
import { findPersona, personas } from './persona.ts'

const now = 1_800_000_000
const signer = createLaunchSigner({ botId: 42, botToken: '42:TEST' })
const keys = { botId: 42, publicKeys: [importPublicKey(signer.publicKeyHex)], now }
const hmacKey = importHmacKey(signer.hmacKeyHex)
const user = { id: 7, firstName: 'Рысь 🏹', photoUrl: 'https://example.test/a.svg' }

function check(data: Partial<LaunchData>) {
  const result = verifyInitData(signer.signInitData({ user, authDate: now, ...data }), keys)
  return result.ok ? 'ok' : result.code
}

describe('createLaunchSigner', () => {
  it.each(personas.map((persona) => [persona.key, persona] as const))(
    'signs %s in by both proofs',
    (_key, persona) => {
      const raw = signer.signInitData({
        user: persona,
        authDate: now,
        startParam: 'i_x',
        chatType: 'private',
      })
      const expected = {
        user: { id: persona.id, firstName: persona.firstName },
        startParam: 'i_x',
        authDate: now,
      }
      expect(verifyInitData(raw, keys)).toMatchObject({ ok: true, data: { ...expected, proof: 'ed25519' } })
      expect(verifyInitData(raw, { now, hmacKey })).toMatchObject({
        ok: true,
        data: { ...expected, proof: 'hmac' },
      })
    },
  )

  it.each<[string, Partial<LaunchData>, string]>([
    ['stale data', { authDate: now - 7200 }, 'init_data_expired'],
    ['data of the future', { authDate: now + 600 }, 'init_data_future'],
    ['a duplicate field', { duplicateField: 'auth_date' }, 'init_data_malformed'],
    ['an unknown field', { extraFields: { novelty: '{"a":"b/c"}' } }, 'ok'],
    ['no user', { omitFields: ['user'] }, 'init_data_malformed'],
    ['only a hash', { proofs: ['hmac'] }, 'init_data_invalid'],
    ['no proof', { proofs: [] }, 'init_data_invalid'],
  ])('can make %s', (_name, data, code) => {
    expect(check(data)).toBe(code)
  })

  it('can play a client that sends only a hash', () => {
    const raw = signer.signInitData({ user, authDate: now, proofs: ['hmac'] })
    expect(raw).not.toContain('signature=')
    expect(verifyInitData(raw, { ...keys, hmacKey })).toMatchObject({ ok: true, data: { proof: 'hmac' } })
  })

  it('makes new keys unless given some', () => {
    const { privateKey } = generateKeyPairSync('ed25519')
    const copy = createPrivateKey({ key: privateKey.export({ format: 'jwk' }), format: 'jwk' })
    const [one, two] = [privateKey, copy].map((key) => createLaunchSigner({ botId: 1, privateKey: key }))
    expect(one?.publicKeyHex).toBe(two?.publicKeyHex)
    expect(one?.hmacKeyHex).not.toBe(two?.hmacKeyHex)
    expect(createLaunchSigner({ botId: 1 }).publicKeyHex).not.toBe(one?.publicKeyHex)
  })
})

describe('personas', () => {
  it('are a game master and four players with ids of their own', () => {
    expect(personas.map((persona) => persona.role)).toEqual(['gm', 'player', 'player', 'player', 'player'])
    expect(new Set(personas.map((persona) => persona.id)).size).toBe(5)
    expect(findPersona('player-3')?.firstName).toBe('Moss')
    expect(findPersona('player-5')).toBeUndefined()
  })
})
