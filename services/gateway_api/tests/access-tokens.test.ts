import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callerOf, createTestGateway, type Person, type TestGateway } from './support/create-test-gateway.ts'

let gateway: TestGateway
let person: Person
beforeAll(async () => {
  gateway = await createTestGateway()
  person = await gateway.signIn()
})
afterAll(() => gateway.close())

const stranger = generateKeyPairSync('ed25519').privateKey

/** A token that is right in everything but what a case changes. */
async function forge(
  change: { header?: Record<string, unknown>; claims?: Record<string, unknown>; key?: KeyObject } = {},
): Promise<string> {
  const now = Math.floor(gateway.clock.now() / 1000)
  const { kid, privateKey } = gateway.keyRing.current()
  const claims = {
    iss: 'rpg-bot',
    aud: ['gateway_api', 'party_sync'],
    sub: person.userId,
    sid: person.signInId,
    jti: 'test',
    iat: now,
    nbf: now,
    exp: now + 600,
    ...change.claims,
  }
  const present = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))
  return new SignJWT(present)
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid, ...change.header })
    .sign(change.key ?? privateKey)
}

const nowSeconds = () => Math.floor(gateway.clock.now() / 1000)
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const getMe = (authorization: string) => callerOf(gateway.app, { authorization })('getMe')

test('a token made the way ours are opens the person', async () => {
  expect((await getMe(`Bearer ${await forge()}`)).status).toBe(200)
})

test.each<[string, string, () => Promise<string> | string]>([
  ['alg none', 'token_invalid', () => new UnsecuredJWT({ sub: person.userId }).encode()],
  [
    'alg none with our claims and kid',
    'token_invalid',
    () =>
      `${encode({ alg: 'none', typ: 'at+jwt', kid: gateway.keyRing.current().kid })}.${person.accessToken.split('.')[1]}.`,
  ],
  [
    'HS256 signed with the public key',
    'token_invalid',
    () => {
      const { kid, publicJwk } = gateway.keyRing.current()
      const content = `${encode({ alg: 'HS256', typ: 'at+jwt', kid })}.${person.accessToken.split('.')[1]}`
      const key = Buffer.from(publicJwk.x, 'base64url')
      return `${content}.${createHmac('sha256', key).update(content).digest('base64url')}`
    },
  ],
  ['another key under our kid', 'token_invalid', () => forge({ key: stranger })],
  ['an unknown kid', 'token_invalid', () => forge({ header: { kid: 'unknown' }, key: stranger })],
  ['an embedded key', 'token_invalid', () => forge({ header: { jwk: { kty: 'OKP' } }, key: stranger })],
  ['a key address', 'token_invalid', () => forge({ header: { jku: 'https://example.org/jwks' } })],
  ['a wrong typ', 'token_invalid', () => forge({ header: { typ: 'JWT' } })],
  ['an unknown crit', 'token_invalid', () => forge({ header: { crit: ['b64'], b64: true } })],
  ['another audience', 'token_invalid', () => forge({ claims: { aud: ['party_sync'] } })],
  ['another issuer', 'token_invalid', () => forge({ claims: { iss: 'somebody' } })],
  ['no sign-in', 'token_invalid', () => forge({ claims: { sid: undefined } })],
  ['no subject', 'token_invalid', () => forge({ claims: { sub: undefined } })],
  ['no end', 'token_invalid', () => forge({ claims: { exp: undefined } })],
  ['a start in the future', 'token_invalid', () => forge({ claims: { nbf: nowSeconds() + 60 } })],
  [
    'its end behind it',
    'token_expired',
    () => forge({ claims: { exp: nowSeconds() - 31, iat: nowSeconds() - 100 } }),
  ],
  [
    'a long life',
    'token_expired',
    () => forge({ claims: { iat: nowSeconds() - 700, exp: nowSeconds() + 9000 } }),
  ],
  [
    'a changed payload',
    'token_invalid',
    () => {
      const [header, , signature] = person.accessToken.split('.')
      const payload = encode({
        ...JSON.parse(Buffer.from(person.accessToken.split('.')[1] ?? '', 'base64url').toString()),
        sub: 'x',
      })
      return `${header}.${payload}.${signature}`
    },
  ],
  ['100 KiB', 'token_invalid', () => 'x'.repeat(12_000)],
  ['emoji', 'token_invalid', () => Buffer.from('🦔.🎲.Ё').toString('latin1')],
])('a token with %s is refused: %s', async (_name, code, token) => {
  const { problem, headers } = await getMe(`Bearer ${await token()}`)
  expect(problem).toMatchObject({ status: 401, code })
  expect(headers['www-authenticate']).toContain('Bearer')
})

test.each(['', 'Bearer', 'Bearer ', 'Basic dXNlcjpwYXNz', 'tma auth_date=1'])(
  'the header "%s" is no sign-in',
  async (authorization) => {
    expect((await getMe(authorization)).problem).toMatchObject({ status: 401, code: 'token_missing' })
  },
)

test('without a header every operation that needs a sign-in answers token_missing before it reads a body', async () => {
  const response = await gateway.app.inject({
    method: 'POST',
    url: '/v1/campaigns',
    headers: { 'content-type': 'application/json' },
    payload: '{ not json',
  })
  expect(response.statusCode).toBe(401)
  expect(response.json()).toMatchObject({ code: 'token_missing' })
})

test('the access token ends after ten minutes and thirty seconds of skew', async () => {
  const late = await createTestGateway({ database: gateway.database })
  const { call } = await late.signIn()
  late.clock.advance(629_000)
  expect((await call('getMe')).status).toBe(200)
  late.clock.advance(2_000)
  expect((await call('getMe')).problem).toMatchObject({ status: 401, code: 'token_expired' })
  await late.close()
})
