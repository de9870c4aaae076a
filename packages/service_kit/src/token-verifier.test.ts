import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { SignJWT } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { createTestTokenIssuer, type TestTokenIssuer } from './testing/token-issuer.ts'
import { createTokenVerifier, type TokenVerifier } from './token-verifier.ts'

const start = 1_800_000_000_000
const userId = '0197e5a0-0000-7000-8000-000000000001'
const signInId = '0197e5a0-0000-7000-8000-000000000002'
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('the token verifier', () => {
  let now = start
  let issuer: TestTokenIssuer
  let verifier: TokenVerifier
  let loads = 0
  const clock = () => now

  beforeEach(() => {
    now = start
    loads = 0
    issuer = createTestTokenIssuer({ clock })
    verifier = createTokenVerifier({
      issuer: 'rpg-bot',
      audience: 'gateway_api',
      clock,
      keys: () => {
        loads += 1
        return issuer.keys()
      },
    })
  })

  const reasonOf = async (token: string) => {
    const result = await verifier.verify(token)
    return result.ok ? 'accepted' : result.reason
  }
  const header = () => ({ alg: 'EdDSA', typ: 'at+jwt', kid: issuer.kid })
  const claims = () => {
    const seconds = Math.floor(now / 1000)
    return {
      iss: 'rpg-bot',
      aud: ['gateway_api'],
      sub: userId,
      sid: signInId,
      jti: 'j',
      iat: seconds,
      nbf: seconds,
      exp: seconds + 600,
    }
  }
  const signed = (protectedHeader: Record<string, unknown>, payload: Record<string, unknown> = claims()) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'EdDSA', ...protectedHeader }).sign(issuer.privateKey)

  test('a valid token tells who sent it', async () => {
    const token = await issuer.sign({ userId, signInId })
    expect(await verifier.verify(token)).toMatchObject({
      ok: true,
      identity: { userId, signInId },
    })
  })

  describe('refuses', () => {
    test('1. a token without a signature (alg none)', async () => {
      const body = encode(claims())
      expect(await reasonOf(`${encode({ ...header(), alg: 'none' })}.${body}.`)).toBe('algorithm')
      expect(await reasonOf(`${encode({ ...header(), alg: 'none' })}.${body}.AAAA`)).toBe('algorithm')
    })

    test('2. a token signed with HS256 and the public key as its secret', async () => {
      const secret = issuer.publicKey.export({ type: 'spki', format: 'pem' })
      const input = `${encode({ ...header(), alg: 'HS256' })}.${encode(claims())}`
      const mac = createHmac('sha256', secret).update(input).digest('base64url')
      expect(await reasonOf(`${input}.${mac}`)).toBe('algorithm')
    })

    test('3. an unknown key id', async () => {
      expect(await reasonOf(await signed({ ...header(), kid: 'nobody' }))).toBe('unknown_key')
    })

    test('4. a key id that names another key', async () => {
      const other = createTestTokenIssuer({ clock, kid: 'other' })
      const both = await Promise.all([issuer.keys(), other.keys()])
      verifier = createTokenVerifier({
        issuer: 'rpg-bot',
        audience: 'gateway_api',
        clock,
        keys: async () => ({ keys: both.flatMap(({ keys }) => keys) }),
      })
      expect(await reasonOf(await signed({ ...header(), kid: 'other' }))).toBe('signature')
    })

    test('5. a token for another service', async () => {
      expect(await reasonOf(await issuer.sign({ audience: ['party_sync'] }))).toBe('audience')
    })

    test('6. a token of another type', async () => {
      expect(await reasonOf(await signed({ ...header(), typ: 'JWT' }))).toBe('type')
      const { typ: _, ...untyped } = header()
      expect(await reasonOf(await signed(untyped))).toBe('type')
    })

    test('7. a token that has ended, past the skew', async () => {
      const token = await issuer.sign({ expiresIn: 60 })
      now += 89_000
      expect(await reasonOf(token)).toBe('accepted')
      now += 1_000
      expect(await reasonOf(token)).toBe('expired')
    })

    test('8. a token that is older than ten minutes, whatever its end says', async () => {
      const token = await issuer.sign({ expiresIn: 86_400 })
      now += 630_000 - 1
      expect(await reasonOf(token)).toBe('accepted')
      now += 2_000
      expect(await reasonOf(token)).toBe('stale')
    })

    test('9. a header with an unknown critical parameter', async () => {
      const input = `${encode({ ...header(), crit: ['exotic'], exotic: true })}.${encode(claims())}`
      const valid = (await signed(header())).split('.')[2]
      expect(await reasonOf(`${input}.${valid}`)).toBe('header')
    })

    test('10. a header that brings its own key', async () => {
      const attacker = generateKeyPairSync('ed25519')
      const jwk = attacker.publicKey.export({ format: 'jwk' })
      const withKey = (extra: Record<string, unknown>) =>
        new SignJWT(claims()).setProtectedHeader({ ...header(), ...extra }).sign(attacker.privateKey)
      expect(await reasonOf(await withKey({ jwk }))).toBe('header')
      expect(await reasonOf(await withKey({ jku: 'https://attacker.example/jwks' }))).toBe('header')
      expect(await reasonOf(await withKey({ x5u: 'https://attacker.example/cert' }))).toBe('header')
      expect(await reasonOf(await withKey({}))).toBe('signature')
    })

    test('11. a payload that was changed', async () => {
      const [head, , signature] = (await issuer.sign({ userId })).split('.')
      expect(await reasonOf(`${head}.${encode({ ...claims(), sub: 'game-master' })}.${signature}`)).toBe(
        'signature',
      )
    })

    test('12. a token that is not valid yet, past the skew', async () => {
      const seconds = Math.floor(now / 1000)
      expect(await reasonOf(await issuer.sign({ nbf: seconds + 29 }))).toBe('accepted')
      expect(await reasonOf(await issuer.sign({ nbf: seconds + 31 }))).toBe('not_yet_valid')
      expect(await reasonOf(await issuer.sign({ iat: seconds + 61 }))).toBe('not_yet_valid')
    })

    test.each(['sub', 'sid', 'jti', 'exp', 'iat'])('a token without %s', async (claim) => {
      expect(await reasonOf(await issuer.sign({ [claim]: undefined }))).toBe('claims')
    })

    test('claims of a wrong kind', async () => {
      expect(await reasonOf(await issuer.sign({ sub: 5 }))).toBe('claims')
      expect(await reasonOf(await issuer.sign({ sid: '' }))).toBe('claims')
      expect(await reasonOf(await issuer.sign({ exp: '2099' }))).toBe('claims')
    })

    test.each(['user-1', '0', `${userId}0`, userId.toUpperCase(), `${userId}\n`, `{${userId}}`])(
      'the id %j, which is no UUID as we write it',
      async (id) => {
        expect(await reasonOf(await issuer.sign({ sub: id }))).toBe('claims')
        expect(await reasonOf(await issuer.sign({ sid: id }))).toBe('claims')
      },
    )

    test('an end that is infinite', async () => {
      const payload = Buffer.from(JSON.stringify(claims()).replace(/"exp":\d+/, '"exp":1e400'))
      const input = `${encode(header())}.${payload.toString('base64url')}`
      const signature = sign(null, Buffer.from(input), issuer.privateKey).toString('base64url')
      expect(await reasonOf(`${input}.${signature}`)).toBe('claims')
    })

    test('another issuer', async () => {
      expect(await reasonOf(await issuer.sign({ issuer: 'someone' }))).toBe('issuer')
    })

    test.each([
      '',
      'a',
      'a.b',
      'a.b.c',
      '..',
      'a.b.c.d',
      'é.é.é',
      `${'a'.repeat(5000)}.b.c`,
      encode(null),
      `${encode([])}.e30.AA`,
    ])('text that is no token: %#', async (text) => expect(await reasonOf(text)).toBe('malformed'))
  })

  test('a token verified before is answered without a promise and without its key', async () => {
    const token = await issuer.sign()
    await verifier.verify(token)
    const again = verifier.verify(token)
    expect(again).not.toBeInstanceOf(Promise)
    expect(again).toMatchObject({ ok: true })
    expect(loads).toBe(1)
  })

  test('a cached token ends when it would have ended', async () => {
    const token = await issuer.sign({ expiresIn: 10 })
    expect(await reasonOf(token)).toBe('accepted')
    now += 39_999
    expect(await reasonOf(token)).toBe('accepted')
    now += 1
    expect(await reasonOf(token)).toBe('expired')
  })

  test('the cache is bounded', async () => {
    verifier = createTokenVerifier({
      issuer: 'rpg-bot',
      audience: 'gateway_api',
      clock,
      keys: () => issuer.keys(),
      cacheSize: 20,
    })
    for (let index = 0; index < 50; index += 1) expect(await reasonOf(await issuer.sign())).toBe('accepted')
    expect(verifier.cached).toBeLessThanOrEqual(20)
  })

  test('a forgotten sign-in is refused, cached or not, and the others stay', async () => {
    const [cached, fresh, other] = await Promise.all([
      issuer.sign({ signInId }),
      issuer.sign({ signInId }),
      issuer.sign({ signInId: '0197e5a0-0000-7000-8000-0000000000ff' }),
    ])
    await verifier.verify(cached)
    verifier.forget(signInId)
    expect(await reasonOf(cached)).toBe('revoked')
    expect(await reasonOf(fresh)).toBe('revoked')
    expect(await reasonOf(other)).toBe('accepted')
  })

  describe('and its keys', () => {
    test('many unknown key ids make one fetch a cooldown', async () => {
      await verifier.verify(await issuer.sign())
      now += 31_000
      const token = await signed({ ...header(), kid: 'nobody' })
      await Promise.all(Array.from({ length: 50 }, () => verifier.verify(token)))
      expect(loads).toBe(2)
      expect(await reasonOf(token)).toBe('unknown_key')
      expect(loads).toBe(2)
      now += 30_000
      expect(await reasonOf(token)).toBe('unknown_key')
      expect(loads).toBe(3)
    })

    test('rotation under load rejects no valid token', async () => {
      let published = [issuer]
      verifier = createTokenVerifier({
        issuer: 'rpg-bot',
        audience: 'gateway_api',
        clock,
        keys: async () => ({
          keys: (await Promise.all(published.map((each) => each.keys()))).flatMap(({ keys }) => keys),
        }),
      })
      let current = issuer
      for (let round = 0; round < 5; round += 1) {
        const next = createTestTokenIssuer({ clock })
        published = [current, next]
        for (let step = 0; step < 20; step += 1) {
          now += 20_000
          // The next key signs only after it was published for one life of the cache.
          const signer = step < 16 ? current : next
          const results = await Promise.all(
            Array.from({ length: 5 }, async () => reasonOf(await signer.sign())),
          )
          expect(results).toEqual(Array(5).fill('accepted'))
        }
        current = next
        published = [next]
      }
    })

    test('old keys serve while the endpoint is down', async () => {
      let down = false
      const failures: unknown[] = []
      verifier = createTokenVerifier({
        issuer: 'rpg-bot',
        audience: 'gateway_api',
        clock,
        keys: async () => {
          if (down) throw new Error('down')
          return issuer.keys()
        },
        onKeyError: (error) => failures.push(error),
      })
      expect(await reasonOf(await issuer.sign())).toBe('accepted')
      down = true
      for (let hour = 0; hour < 5; hour += 1) {
        now += 3_600_000
        expect(await reasonOf(await issuer.sign())).toBe('accepted')
        await new Promise(setImmediate)
      }
      expect(failures.length).toBeGreaterThan(0)
      expect(verifier.keyAgeSeconds()).toBe(18_000)
    })

    test('without any keys yet the answer is that we cannot say, not that the token is bad', async () => {
      verifier = createTokenVerifier({
        issuer: 'rpg-bot',
        audience: 'gateway_api',
        clock,
        keys: async () => Promise.reject(new Error('down')),
      })
      expect(await reasonOf(await issuer.sign())).toBe('keys_unavailable')
      expect(await reasonOf(await issuer.sign())).toBe('keys_unavailable')
    })

    test('what a removed key has signed is refused after the next fetch, cached or not', async () => {
      let published = issuer
      verifier = createTokenVerifier({
        issuer: 'rpg-bot',
        audience: 'gateway_api',
        clock,
        keys: () => published.keys(),
      })
      const stolen = await issuer.sign()
      expect(await reasonOf(stolen)).toBe('accepted')
      published = createTestTokenIssuer({ clock })
      now += 31_000
      expect(await reasonOf(await published.sign())).toBe('accepted')
      expect(await reasonOf(stolen)).toBe('unknown_key')
    })

    test('keys of another kind in the set are skipped', async () => {
      const own = (await issuer.keys()).keys
      verifier = createTokenVerifier({
        issuer: 'rpg-bot',
        audience: 'gateway_api',
        clock,
        keys: async () => ({
          keys: [
            { kid: 'rsa', kty: 'RSA', n: 'AQAB', e: 'AQAB' },
            { kid: 'enc', ...own[0], use: 'enc' },
            ...own,
          ],
        }),
      })
      expect(await reasonOf(await issuer.sign())).toBe('accepted')
    })
  })
})
