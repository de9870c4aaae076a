import { createLaunchSigner } from '@rpg-bot/telegram_sim'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestGateway, type TestGateway } from './support/create-test-gateway.ts'
import { TEST_BOT_ID } from './support/test-config.ts'

let gateway: TestGateway
const signer = createLaunchSigner({ botId: TEST_BOT_ID })

beforeAll(async () => {
  gateway = await createTestGateway({
    signer,
    environment: { GATEWAY_API_TELEGRAM_HMAC_KEY: signer.hmacKeyHex },
  })
})
afterAll(() => gateway.close())

const nowSeconds = () => Math.floor(gateway.clock.now() / 1000)
const signIn = (initData: string, client?: object) =>
  gateway.call('signInWithTelegram', {
    body: { initData, ...(client === undefined ? {} : { client }) },
  })

describe('launch data', () => {
  test('becomes tokens, and the access token opens the person', async () => {
    const person = await gateway.signIn({ firstName: 'Анна', lastName: 'Ёжикова 🦔' })
    const me = await person.call('getMe')
    expect(me.status).toBe(200)
    expect(me.body).toMatchObject({ id: person.userId, displayName: 'Анна Ёжикова 🦔', locale: null })
    expect(me.headers.etag).toBe('"1"')
    expect(me.headers['cache-control']).toBe('no-store')
  })

  test('of the same Telegram user leads to the same person with another sign-in', async () => {
    const first = await gateway.signIn({ firstName: 'A' })
    const again = await gateway.signIn({ id: first.telegramUserId, firstName: 'B' })
    expect(again.userId).toBe(first.userId)
    expect(again.signInId).not.toBe(first.signInId)
    expect(again.displayName).toBe('B')
  })

  test('of twenty first visits at the same moment makes one person', async () => {
    const user = { id: 77_001, firstName: 'Все сразу' }
    const answers = await Promise.all(Array.from({ length: 20 }, () => signIn(gateway.launchData({ user }))))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
    expect(new Set(answers.map(({ body }) => body.user.id)).size).toBe(1)
  })

  test('with only a hash is believed by the configured HMAC key', async () => {
    const { status } = await signIn(gateway.launchData({ proofs: ['hmac'] }))
    expect(status).toBe(200)
  })

  test('with a broken signature is not saved by a good hash', async () => {
    const initData = gateway.launchData()
    const broken = initData.replace(
      /signature=../,
      (found) => `${found.slice(0, -2)}${found.endsWith('AA') ? 'BB' : 'AA'}`,
    )
    expect((await signIn(broken)).problem).toMatchObject({ status: 401, code: 'init_data_invalid' })
  })

  test('may carry fields of a newer Telegram', async () => {
    const { status } = await signIn(gateway.launchData({ extraFields: { brand_new: 'да 🎲' } }))
    expect(status).toBe(200)
  })

  test.each<[string, number, string, () => string]>([
    ['that is no launch data', 400, 'init_data_malformed', () => 'hello'],
    ['of 64 KiB', 400, 'init_data_malformed', () => `${gateway.launchData()}&pad=${'x'.repeat(65_536)}`],
    ['of 100 KiB of Cyrillic', 400, 'init_data_malformed', () => `auth_date=1&x=${'ё'.repeat(50_000)}`],
    [
      'with a duplicated key',
      400,
      'init_data_malformed',
      () => gateway.launchData({ duplicateField: 'user' }),
    ],
    [
      'without auth_date',
      400,
      'init_data_malformed',
      () => gateway.launchData({ omitFields: ['auth_date'] }),
    ],
    [
      'with an auth_date of 13 digits',
      400,
      'init_data_malformed',
      () => gateway.launchData({ extraFields: { auth_date: '9'.repeat(13) } }),
    ],
    ['without a user', 400, 'init_data_malformed', () => gateway.launchData({ omitFields: ['user'] })],
    [
      'whose user id is a text',
      400,
      'init_data_malformed',
      () => gateway.launchData({ extraFields: { user: '{"id":"1","first_name":"A"}' } }),
    ],
    [
      'whose user id is negative',
      400,
      'init_data_malformed',
      () => gateway.launchData({ extraFields: { user: '{"id":-1,"first_name":"A"}' } }),
    ],
    ['without any proof', 401, 'init_data_invalid', () => gateway.launchData({ proofs: [] })],
    [
      'signed for another bot',
      401,
      'init_data_invalid',
      () =>
        createLaunchSigner({ botId: 1234 }).signInitData({
          user: { id: 5, firstName: 'A' },
          authDate: nowSeconds(),
        }),
    ],
    [
      'signed by another key',
      401,
      'init_data_invalid',
      () =>
        createLaunchSigner({ botId: TEST_BOT_ID }).signInitData({
          user: { id: 5, firstName: 'A' },
          authDate: nowSeconds(),
        }),
    ],
    [
      'changed after it was signed',
      401,
      'init_data_invalid',
      () => gateway.launchData({ user: { id: 5, firstName: 'Anna' } }).replace('Anna', 'Hanna'),
    ],
    [
      'whose hash is in upper case',
      401,
      'init_data_invalid',
      () =>
        gateway
          .launchData({ proofs: ['hmac'] })
          .replace(/hash=\w+/, (hash) => hash.toUpperCase().replace('HASH', 'hash')),
    ],
    ['of 61 s ahead', 401, 'init_data_future', () => gateway.launchData({ authDate: nowSeconds() + 62 })],
    [
      'older than an hour',
      401,
      'init_data_expired',
      () => gateway.launchData({ authDate: nowSeconds() - 3602 }),
    ],
    ['from 1970', 401, 'init_data_expired', () => gateway.launchData({ authDate: 0 })],
  ])('%s is refused with %i %s', async (_name, status, code, initData) => {
    const { problem } = await signIn(initData())
    expect(problem).toMatchObject({ status, code })
    expect(problem.traceId).toMatch(/^[0-9a-f]{32}$/)
  })

  test('a minute ahead or an hour old is still accepted', async () => {
    expect((await signIn(gateway.launchData({ authDate: nowSeconds() + 59 }))).status).toBe(200)
    expect((await signIn(gateway.launchData({ authDate: nowSeconds() - 3599 }))).status).toBe(200)
  })
})

describe('the same launch data', () => {
  test('signs in five times, for reloads, and not a sixth time', async () => {
    const initData = gateway.launchData()
    for (let use = 1; use <= 5; use += 1) expect((await signIn(initData)).status).toBe(200)
    const sixth = await signIn(initData)
    expect(sixth.problem).toMatchObject({ status: 429, code: 'init_data_reuse_limit' })
    expect(Number(sixth.headers['retry-after'])).toBeGreaterThan(3000)
  })

  test('counts as the same however its fields are ordered or escaped', async () => {
    const initData = gateway.launchData()
    const reversed = initData.split('&').reverse().join('&')
    const escaped = initData.replace('query_id=', '%71uery_id=')
    const unhashed = initData.replace(/hash=(\w)/, (_all, digit) => `hash=${digit === '0' ? '1' : '0'}`)
    for (const form of [initData, reversed, escaped, unhashed, initData])
      expect((await signIn(form)).status).toBe(200)
    for (const form of [initData, reversed, escaped, unhashed]) {
      expect((await signIn(form)).problem.code).toBe('init_data_reuse_limit')
    }
  })

  test('sent twenty times at the same moment signs in exactly five times', async () => {
    const initData = gateway.launchData()
    const answers = await Promise.all(Array.from({ length: 20 }, () => signIn(initData)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15)
  })
})

test('what a client says about itself is kept for the list of sign-ins and is no permission', async () => {
  const user = { id: 77_002, firstName: 'A' }
  const { body } = await signIn(gateway.launchData({ user }), { platform: 'андроид 🤖', version: '9.2' })
  const { call } = await gateway.signIn(user)
  const { body: page } = await call('listSignIns')
  expect(page.items.find(({ id }) => id === body.signInId)).toMatchObject({
    platform: 'андроид 🤖',
    clientVersion: '9.2',
    current: false,
  })
})

describe('without an HMAC key', () => {
  test('launch data with only a hash is refused', async () => {
    const strict = await createTestGateway({ database: gateway.database, signer })
    const initData = strict.launchData({ proofs: ['hmac'] })
    const { problem } = await strict.call('signInWithTelegram', { body: { initData } })
    expect(problem).toMatchObject({ status: 401, code: 'init_data_invalid' })
    await strict.close()
  })
})

test('sign-ins of one address are limited, and the answer says for how long', async () => {
  const limited = await createTestGateway({
    database: gateway.database,
    environment: { GATEWAY_API_SIGN_INS_PER_MINUTE: '3' },
  })
  const attempt = (headers = {}) => limited.call('signInWithTelegram', { body: { initData: 'x' }, headers })
  for (let tries = 0; tries < 3; tries += 1) expect((await attempt()).status).toBe(400)
  const { problem, headers } = await attempt({ 'x-forwarded-for': '203.0.113.9' })
  expect(problem).toMatchObject({ status: 429, code: 'rate_limited' })
  expect(Number(headers['retry-after'])).toBeGreaterThan(0)
  expect(String(headers['ratelimit-policy'])).toContain('"sign-in";q=3;w=60')
  await limited.close()
})

test('sign-ins of one person are limited from wherever they come, and nobody else is', async () => {
  const limited = await createTestGateway({
    database: gateway.database,
    environment: { GATEWAY_API_PERSON_SIGN_INS_PER_MINUTE: '2' },
  })
  const user = { id: 77_003, firstName: 'A' }
  const attempt = () =>
    limited.call('signInWithTelegram', { body: { initData: limited.launchData({ user }) } })
  expect([(await attempt()).status, (await attempt()).status]).toEqual([200, 200])
  expect((await attempt()).problem).toMatchObject({ status: 429, code: 'rate_limited' })
  await limited.signIn()
  await limited.close()
})
