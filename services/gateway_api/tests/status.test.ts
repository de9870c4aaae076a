import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestGateway, type TestGateway } from './support/create-test-gateway.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await createTestGateway()
})
afterAll(() => gateway.close())

test('the status says that everything is well, without a sign-in', async () => {
  const { status, body } = await gateway.call('getStatus')
  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'ok', checks: [{ name: 'database', ok: true }] })
})

test('a database that fails or hangs makes it degraded, and reads answer 503 with a problem', async () => {
  const { kysely, engine } = gateway.database
  const broken = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  let ping = (): Promise<void> => Promise.resolve()
  const database = {
    engine,
    kysely: new Proxy(kysely, {
      get(target, name) {
        if (name === 'selectFrom' && down) throw broken
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    }),
    ping: () => ping(),
    checkHealth: () => ping(),
    close: async () => undefined,
  }
  let down = false
  const sick = await createTestGateway({ database, signer: gateway.signer })
  const person = await sick.signIn()
  expect((await sick.call('getStatus')).body.status).toBe('ok')
  for (const failure of [() => Promise.reject(broken), () => new Promise<void>(() => undefined)]) {
    sick.clock.advance(1000)
    ping = failure
    const { body } = await sick.call('getStatus')
    expect(body).toMatchObject({ status: 'degraded', checks: [{ name: 'database', ok: false }] })
    expect(JSON.stringify(body)).not.toContain('ECONNREFUSED')
  }
  down = true
  const { problem, headers } = await person.call('getMe')
  expect(problem).toMatchObject({ status: 503, code: 'temporarily_unavailable' })
  expect(headers['retry-after']).toBe('1')
  down = false
  expect((await person.call('getMe')).status).toBe(200)
  await sick.close()
})

test('callers who come within a second share one run of the checks', async () => {
  let pings = 0
  const counting = await createTestGateway({
    database: {
      ...gateway.database,
      checkHealth: async () => {
        pings += 1
      },
    },
  })
  await Promise.all(Array.from({ length: 20 }, () => counting.call('getStatus')))
  expect(pings).toBe(1)
  counting.clock.advance(1000)
  await counting.call('getStatus')
  expect(pings).toBe(2)
  await counting.close()
})
