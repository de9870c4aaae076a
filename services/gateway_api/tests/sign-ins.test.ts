import { createTokenVerifier } from '@rpg-bot/service_kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createKeyRing } from '../src/auth/key-ring.ts'
import {
  createSigningKey,
  PUBLICATION_LEAD_MS,
  RETIREMENT_MS,
  rotateSigningKeys,
} from '../src/auth/signing-keys.ts'
import { callerOf, createTestGateway, type TestGateway } from './support/create-test-gateway.ts'
import { createTestClock } from './support/test-clock.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await createTestGateway()
})
afterAll(() => gateway.close())

const twoSignIns = async () => {
  const first = await gateway.signIn()
  return { first, second: await gateway.signIn({ id: first.telegramUserId }) }
}

describe('signing out', () => {
  test('stops the access token and the refresh token at once', async () => {
    const person = await gateway.signIn()
    expect((await person.call('signOut')).status).toBe(204)
    expect((await person.call('getMe')).problem).toMatchObject({ status: 401, code: 'sign_in_revoked' })
    const body = { refreshToken: person.refreshToken }
    expect((await gateway.call('refreshSignIn', { body })).problem.code).toBe('sign_in_revoked')
  })

  test('leaves the other sign-ins of the person alone', async () => {
    const { first, second } = await twoSignIns()
    await first.call('signOut')
    expect((await second.call('getMe')).status).toBe(200)
  })

  test('said twice at the same moment changes nothing more', async () => {
    const person = await gateway.signIn()
    const statuses = (await Promise.all([person.call('signOut'), person.call('signOut')])).map(
      ({ status }) => status,
    )
    expect(statuses).toContain(204)
    for (const status of statuses) expect([204, 401]).toContain(status)
  })
})

describe('the list of sign-ins', () => {
  test('shows the living ones of the person only, the most recently used first', async () => {
    const { first, second } = await twoSignIns()
    const ended = await gateway.signIn({ id: first.telegramUserId })
    await ended.call('signOut')
    gateway.clock.advance(1000)
    const refreshed = await gateway.call('refreshSignIn', { body: { refreshToken: first.refreshToken } })
    expect(refreshed.status).toBe(200)
    const { body } = await second.call('listSignIns')
    expect(body.items.map(({ id, current }) => [id, current])).toEqual([
      [first.signInId, false],
      [second.signInId, true],
    ])
    expect(body.nextCursor).toBeNull()
  })

  test('comes in pages that miss and repeat nothing', async () => {
    const person = await gateway.signIn()
    const others = []
    for (let count = 0; count < 6; count += 1)
      others.push(await gateway.signIn({ id: person.telegramUserId }))
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const query: Record<string, string | number> = { limit: 3, ...(cursor === null ? {} : { cursor }) }
      const { body } = await person.call('listSignIns', { query })
      seen.push(...body.items.map(({ id }) => id))
      cursor = body.nextCursor
    } while (cursor !== null)
    expect(seen).toHaveLength(7)
    expect(new Set(seen)).toEqual(new Set([person, ...others].map(({ signInId }) => signInId)))
  })

  test.each(['x', 'Ёж', 'W10', '%00', Buffer.from('[1,"x"]').toString('base64url')])(
    'refuses the cursor %s',
    async (cursor) => {
      const { call } = await gateway.signIn()
      expect((await call('listSignIns', { query: { cursor } })).problem).toMatchObject({
        status: 422,
        code: 'cursor_invalid',
      })
    },
  )
})

describe('revoking a sign-in', () => {
  test('stops its tokens at once, twice changes nothing', async () => {
    const { first, second } = await twoSignIns()
    const params = { signInId: first.signInId }
    expect((await second.call('revokeSignIn', { params })).status).toBe(204)
    expect((await second.call('revokeSignIn', { params })).status).toBe(204)
    expect((await first.call('getMe')).problem.code).toBe('sign_in_revoked')
    expect((await second.call('getMe')).status).toBe(200)
  })

  test('of somebody else is not found, and theirs goes on', async () => {
    const [person, stranger] = [await gateway.signIn(), await gateway.signIn()]
    const { problem } = await stranger.call('revokeSignIn', { params: { signInId: person.signInId } })
    expect(problem).toMatchObject({ status: 404, code: 'sign_in_not_found' })
    expect((await person.call('getMe')).status).toBe(200)
  })

  test('holds in another process within two seconds', async () => {
    const other = await createTestGateway({
      database: gateway.database,
      keyRing: gateway.keyRing,
      clock: gateway.clock,
      signer: gateway.signer,
    })
    const person = await gateway.signIn()
    const elsewhere = callerOf(other.app, { authorization: `Bearer ${person.accessToken}` })
    expect((await elsewhere('getMe')).status).toBe(200)
    await person.call('signOut')
    await expect
      .poll(async () => (await elsewhere('getMe')).status, { timeout: 2000, interval: 100 })
      .toBe(401)
    await other.close()
  })

  test('holds in a process that starts afterwards', async () => {
    const person = await gateway.signIn()
    await person.call('signOut')
    const later = await createTestGateway({
      database: gateway.database,
      keyRing: gateway.keyRing,
      clock: gateway.clock,
    })
    const answer = await callerOf(later.app, { authorization: `Bearer ${person.accessToken}` })('getMe')
    expect(answer.problem.code).toBe('sign_in_revoked')
    await later.close()
  })

  test('is told to whoever else serves the person in this process', async () => {
    const told: string[] = []
    const other = await createTestGateway({
      database: gateway.database,
      overrides: { onSignInsEnded: (ids) => told.push(...ids) },
    })
    const person = await other.signIn()
    await person.call('signOut')
    expect(told).toEqual([person.signInId])
    await other.close()
  })
})

describe('the published keys', () => {
  test('verify access tokens elsewhere, for the services of the token only', async () => {
    const person = await gateway.signIn()
    const { body, headers } = await gateway.call('getJwks')
    expect(headers['cache-control']).toBe('public, max-age=300')
    expect(JSON.stringify(body)).not.toContain('"d"')
    const verify = (audience: string) =>
      createTokenVerifier({
        issuer: 'rpg-bot',
        audience,
        keys: async () => body,
        clock: gateway.clock.now,
      }).verify(person.accessToken)
    expect(await verify('party_sync')).toMatchObject({
      ok: true,
      identity: { userId: person.userId, signInId: person.signInId },
    })
    expect(await verify('media_broker')).toMatchObject({ ok: false, reason: 'audience' })
  })

  test('are two during a rotation, and tokens of the previous key stay valid until they end', async () => {
    const clock = createTestClock()
    const keyRing = createKeyRing({ keys: [createSigningKey(clock.now())], clock: clock.now })
    const rotating = await createTestGateway({ database: gateway.database, keyRing, clock })
    const kids = async () => (await rotating.call('getJwks')).body.keys.map(({ kid }) => kid)
    const kidOf = (token: string) =>
      JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid as string
    const [firstKid] = await kids()

    keyRing.replace(rotateSigningKeys(keyRing.list(), clock.now()))
    expect(await kids()).toHaveLength(2)
    clock.advance(PUBLICATION_LEAD_MS - 1)
    const before = await rotating.signIn()
    expect(kidOf(before.accessToken)).toBe(firstKid)
    clock.advance(1)
    const after = await rotating.signIn()
    expect(kidOf(after.accessToken)).not.toBe(firstKid)
    expect(await kids()).toHaveLength(2)

    clock.advance(599_000)
    expect((await before.call('getMe')).status).toBe(200)
    expect((await after.call('getMe')).status).toBe(200)
    clock.advance(32_000)
    expect((await before.call('getMe')).problem.code).toBe('token_expired')
    clock.advance(RETIREMENT_MS)
    expect(await kids()).toHaveLength(1)
    await rotating.close()
  })
})
