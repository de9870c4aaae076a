import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { callerOf, createTestGateway, type Person, type TestGateway } from './support/create-test-gateway.ts'

let gateway: TestGateway
let person: Person
beforeAll(async () => {
  gateway = await createTestGateway()
})
afterAll(() => gateway.close())
beforeEach(async () => {
  person = await gateway.signIn()
})

const refresh = (refreshToken: string) => gateway.call('refreshSignIn', { body: { refreshToken } })
const codeOf = async (refreshToken: string) => {
  const answer = await refresh(refreshToken)
  return answer.status === 200 ? 'ok' : `${answer.problem.status} ${answer.problem.code}`
}
const bearer = (token: string) => callerOf(gateway.app, { authorization: `Bearer ${token}` })

describe('a refresh token', () => {
  test('brings new tokens of the same sign-in', async () => {
    const { status, body } = await refresh(person.refreshToken)
    expect(status).toBe(200)
    expect(body.signInId).toBe(person.signInId)
    expect(body.user.id).toBe(person.userId)
    expect(body.refreshToken).not.toBe(person.refreshToken)
    expect((await bearer(body.accessToken)('getMe')).status).toBe(200)
  })

  test('never prolongs the thirty days of its sign-in', async () => {
    const before = (await refresh(person.refreshToken)).body
    gateway.clock.advance(5_000)
    const after = (await refresh(before.refreshToken)).body
    expect(after.refreshExpiresAt).toBe(before.refreshExpiresAt)
  })

  test('presented again after its successor was used ends the whole sign-in', async () => {
    const second = (await refresh(person.refreshToken)).body
    const third = (await refresh(second.refreshToken)).body
    expect(await codeOf(person.refreshToken)).toBe('401 refresh_token_reused')
    expect(await codeOf(third.refreshToken)).toBe('401 sign_in_revoked')
    expect((await bearer(third.accessToken)('getMe')).problem).toMatchObject({
      status: 401,
      code: 'sign_in_revoked',
    })
  })

  test('is accepted once more for 30 s while its successor was never used, because an answer may get lost', async () => {
    const lost = (await refresh(person.refreshToken)).body
    gateway.clock.advance(29_000)
    const found = (await refresh(person.refreshToken)).body
    expect(found.signInId).toBe(person.signInId)
    expect(await codeOf(found.refreshToken)).toBe('ok')
    expect(await codeOf(lost.refreshToken)).toBe('401 refresh_token_reused')
  })

  test('counts the 30 s from its first use, not from the last repetition', async () => {
    await refresh(person.refreshToken)
    gateway.clock.advance(20_000)
    expect(await codeOf(person.refreshToken)).toBe('ok')
    gateway.clock.advance(11_000)
    expect(await codeOf(person.refreshToken)).toBe('401 refresh_token_reused')
  })

  test('is no longer accepted after 30 s', async () => {
    const next = (await refresh(person.refreshToken)).body
    gateway.clock.advance(30_001)
    expect(await codeOf(person.refreshToken)).toBe('401 refresh_token_reused')
    expect(await codeOf(next.refreshToken)).toBe('401 sign_in_revoked')
  })

  test('two generations old is a reuse, however recent', async () => {
    const second = (await refresh(person.refreshToken)).body
    await refresh(second.refreshToken)
    expect(await codeOf(person.refreshToken)).toBe('401 refresh_token_reused')
  })

  test('that gave way to another successor is a reuse: somebody else holds the family', async () => {
    const thief = (await refresh(person.refreshToken)).body
    const victim = (await refresh(person.refreshToken)).body
    expect(await codeOf(thief.refreshToken)).toBe('401 refresh_token_reused')
    expect(await codeOf(victim.refreshToken)).toBe('401 sign_in_revoked')
  })

  test('ends after thirty days', async () => {
    const other = await createTestGateway({ database: gateway.database })
    const late = await other.signIn()
    other.clock.advance(30 * 24 * 3600 * 1000 + 1)
    const { problem } = await other.call('refreshSignIn', { body: { refreshToken: late.refreshToken } })
    expect(problem).toMatchObject({ status: 401, code: 'refresh_token_expired' })
    await other.close()
  })

  test.each([['x'], ['x'.repeat(128)], ['A'.repeat(43)], [`${'A'.repeat(42)}=`], ['Ёж 🦔'], ["' or 1=1 --"]])(
    'that was never issued is refused: %s',
    async (token) => {
      expect(await codeOf(token)).toBe('401 refresh_token_invalid')
    },
  )

  test('is not an access token, and an access token is no refresh token', async () => {
    expect((await bearer(person.refreshToken)('getMe')).problem.code).toBe('token_invalid')
    expect((await refresh(person.accessToken)).status).toBe(422)
  })

  test('is stored as a digest only', async () => {
    const rows = await gateway.database.kysely
      .selectFrom('gateway_api.refresh_tokens')
      .selectAll()
      .where('sign_in_id', '=', person.signInId)
      .execute()
    expect(rows).toHaveLength(1)
    expect(rows[0]?.digest).toHaveLength(32)
    expect(JSON.stringify(rows)).not.toContain(person.refreshToken)
  })
})

test('twenty refreshes with the same token at the same moment leave one living token', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(person.refreshToken)))
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
  const living = await gateway.database.kysely
    .selectFrom('gateway_api.refresh_tokens')
    .select('digest')
    .where('sign_in_id', '=', person.signInId)
    .where('used_at', 'is', null)
    .where('replaced_at', 'is', null)
    .execute()
  expect(living).toHaveLength(1)
  const tokens = answers.map(({ body }) => body.refreshToken)
  expect(new Set(tokens).size).toBe(20)
  // Of all twenty, one goes on; trying a dead one before it would end the sign-in.
  const { createHash } = await import('node:crypto')
  const survivor = tokens.find((token) =>
    createHash('sha256')
      .update(token)
      .digest()
      .equals(living[0]?.digest ?? Buffer.alloc(0)),
  )
  expect(await codeOf(survivor ?? '')).toBe('ok')
})

test('a chain of refreshes racing with reuses of old tokens always ends the sign-in', async () => {
  const chain = [person.refreshToken]
  for (let step = 0; step < 3; step += 1) chain.push((await refresh(chain.at(-1) ?? '')).body.refreshToken)
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, index) => codeOf(chain[index % 2 === 0 ? 0 : 3] ?? '')),
  )
  expect(results).toContain('401 refresh_token_reused')
  expect(await codeOf(chain.at(-1) ?? '')).toMatch(/^401 (sign_in_revoked|refresh_token_reused)$/)
})
