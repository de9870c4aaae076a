import { RpgProblem } from '@rpg-bot/rpg_sdk'
import { expect, test, vi } from 'vitest'
import { createMemoryStorage } from '../../platform/memory-platform.ts'
import type { AuthPort, AuthTokens } from '../services.ts'
import { testPerson } from '../testing.ts'
import { createRefreshTokenStore } from './refresh-token-store.ts'
import { createSession } from './session.ts'

const problem = (code: string, status: number) => new RpgProblem({ code, status })

function open(refresh?: AuthPort['refresh']) {
  let serial = 0
  let time = 0
  const tokens = (): AuthTokens => {
    serial += 1
    return {
      accessToken: `access-${serial}`,
      refreshToken: `refresh-${serial}`,
      expiresIn: 600,
      user: testPerson,
    }
  }
  const auth = {
    signIn: vi.fn(async () => tokens()),
    refresh: vi.fn(refresh ?? (async () => tokens())),
    signOut: vi.fn(async () => undefined),
  }
  const onLost = vi.fn()
  const storage = createMemoryStorage()
  const store = createRefreshTokenStore({
    platform: { secure: storage, cache: createMemoryStorage(), supports: () => false },
    session: createMemoryStorage(),
    userId: '42',
  })
  const session = createSession({ auth, store, now: () => time, onLost })
  return { auth, session, storage, onLost, wait: (milliseconds: number) => (time += milliseconds) }
}

test('the access token is never stored', async () => {
  const { session, storage } = open()
  await session.signIn('data')
  expect([...storage.map.values()].join()).toContain('refresh-1')
  expect([...storage.map.values()].join()).not.toContain('access')
  expect(await session.accessToken()).toBe('access-1')
})

test('calls that come together share one refresh', async () => {
  const { session, auth, wait } = open()
  await session.signIn('data')
  wait(600_000)
  const all = await Promise.all([session.accessToken(), session.accessToken(), session.accessToken()])
  expect(new Set(all)).toEqual(new Set(['access-2']))
  expect(auth.refresh).toHaveBeenCalledOnce()
  expect(auth.refresh).toHaveBeenCalledWith('refresh-1')
})

test('a token is renewed before it ends', async () => {
  const { session, auth, wait } = open()
  await session.signIn('data')
  wait(569_000)
  expect(await session.accessToken()).toBe('access-1')
  wait(2_000)
  expect(await session.accessToken()).toBe('access-2')
  expect(auth.refresh).toHaveBeenCalledOnce()
})

test('a refused token is replaced, and a second complaint about it costs nothing', async () => {
  const { session, auth } = open()
  await session.signIn('data')
  expect(await session.accessToken('access-1')).toBe('access-2')
  expect(await session.accessToken('access-1')).toBe('access-2')
  expect(auth.refresh).toHaveBeenCalledOnce()
})

test('a revoked sign-in is forgotten and reported', async () => {
  const { session, storage, onLost, wait } = open(async () => {
    throw problem('refresh_token_reused', 401)
  })
  await session.signIn('data')
  wait(600_000)
  await expect(session.accessToken()).rejects.toMatchObject({ code: 'refresh_token_reused' })
  expect(storage.map.size).toBe(0)
  expect(onLost).toHaveBeenCalledOnce()
})

test('a network that fails ends nothing', async () => {
  const { session, storage, onLost, wait } = open(async () => {
    throw new RpgProblem({ code: 'network_failed', status: 0 })
  })
  await session.signIn('data')
  wait(600_000)
  await expect(session.accessToken()).rejects.toMatchObject({ code: 'network_failed' })
  expect(storage.map.size).toBe(1)
  expect(onLost).not.toHaveBeenCalled()
})

test('signing out forgets at once, even when the server does not answer', async () => {
  const { session, auth, storage } = open()
  await session.signIn('data')
  auth.signOut.mockRejectedValueOnce(new TypeError('Failed to fetch'))
  await expect(session.signOut()).rejects.toThrow()
  expect(storage.map.size).toBe(0)
})
