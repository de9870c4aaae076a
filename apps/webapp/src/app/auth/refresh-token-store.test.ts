import { expect, test } from 'vitest'
import { createMemoryStorage } from '../../platform/memory-platform.ts'
import { createRefreshTokenStore } from './refresh-token-store.ts'

const places = () => ({
  secure: createMemoryStorage(),
  cache: createMemoryStorage(),
  session: createMemoryStorage(),
})

test('the safest place the client offers is used', async () => {
  for (const [has, expected] of [
    [{ secure: true, device: true }, 'secure'],
    [{ secure: false, device: true }, 'cache'],
    [{ secure: false, device: false }, 'session'],
  ] as const) {
    const all = places()
    const store = createRefreshTokenStore({
      platform: { secure: has.secure ? all.secure : null, cache: all.cache, supports: () => has.device },
      session: all.session,
      userId: '1',
    })
    await store.save('token')
    expect(
      Object.entries(all)
        .filter(([, place]) => place.map.size > 0)
        .map(([name]) => name),
    ).toEqual([expected])
    expect(await store.load()).toBe('token')
    await store.clear()
    expect(await store.load()).toBeNull()
  }
})

test('another account on the same device does not inherit the sign-in', async () => {
  const { secure, cache, session } = places()
  const platform = { secure, cache, supports: () => false }
  await createRefreshTokenStore({ platform, session, userId: '1' }).save('token')
  expect(await createRefreshTokenStore({ platform, session, userId: '2' }).load()).toBeNull()
  expect(secure.map.size).toBe(0)
})

test('after a reload without launch data the owner is kept', async () => {
  const { secure, cache, session } = places()
  const platform = { secure, cache, supports: () => false }
  await createRefreshTokenStore({ platform, session, userId: '1' }).save('first')
  const reloaded = createRefreshTokenStore({ platform, session, userId: null })
  expect(await reloaded.load()).toBe('first')
  await reloaded.save('second')
  expect(await createRefreshTokenStore({ platform, session, userId: '1' }).load()).toBe('second')
})

test('damaged storage reads as empty', async () => {
  const session = createMemoryStorage({ 'rpg.sign-in': '{"token":' })
  const platform = { secure: null, cache: createMemoryStorage(), supports: () => false }
  expect(await createRefreshTokenStore({ platform, session, userId: null }).load()).toBeNull()
})
