import { describe, expect, test } from 'vitest'
import { createSilentLogger } from './logger.ts'
import { createMetrics } from './metrics.ts'
import { createMemoryStore } from './rate-limit-store.ts'
import { createRateLimits } from './rate-limits.ts'
import { connectRedis } from './redis.ts'

const policies = [
  { name: 'sign-in', limit: 2, windowSeconds: 60, by: 'address' },
  { name: 'default', limit: 3, windowSeconds: 10, by: 'user' },
] as const

function setUp() {
  const time = { now: 1_000_000 }
  const metrics = createMetrics({ service: 'test', checked: true })
  const limits = createRateLimits({ policies, metrics, clock: () => time.now })
  const ask = (name: 'sign-in' | 'default', ip: string, userId?: string) => {
    const headers: Record<string, string> = {}
    const reply = {
      header: (key: string, value: string) => {
        headers[key] = value
      },
    }
    let code = 'passed'
    try {
      limits.check(name, { ip, identity: userId === undefined ? null : { userId } }, reply)
    } catch (error) {
      code = (error as { code: string }).code
    }
    return { code, headers }
  }
  return { time, metrics, ask }
}

describe('rate limits', () => {
  test('tell what is left in the structured fields of the draft', () => {
    const { ask, time } = setUp()
    expect(ask('sign-in', '203.0.113.1').headers).toEqual({
      'ratelimit-policy': '"sign-in";q=2;w=60',
      ratelimit: '"sign-in";r=1;t=60',
    })
    time.now += 1500
    expect(ask('sign-in', '203.0.113.1').headers.ratelimit).toBe('"sign-in";r=0;t=59')
  })

  test('refuse what is over the limit, say how long to wait and count it', async () => {
    const { ask, time, metrics } = setUp()
    for (let index = 0; index < 3; index += 1) expect(ask('default', '::1', 'user-1').code).toBe('passed')
    expect(ask('default', '::1', 'user-1').code).toBe('rate_limited')
    expect(await metrics.registry.metrics()).toContain('rate_limited_total{service="test",key_kind="user"} 1')
    time.now += 10_000
    expect(ask('default', '::1', 'user-1').code).toBe('passed')
  })

  test('count each user alone, whatever the address', () => {
    const { ask } = setUp()
    for (let index = 0; index < 3; index += 1)
      expect(ask('default', `203.0.113.${index}`, 'user-1').code).toBe('passed')
    expect(ask('default', '203.0.113.9', 'user-1').code).toBe('rate_limited')
    expect(ask('default', '203.0.113.9', 'user-2').code).toBe('passed')
  })

  test('count an IPv6 network as one, and each policy alone', () => {
    const { ask } = setUp()
    expect(ask('sign-in', '2001:db8::1').code).toBe('passed')
    expect(ask('sign-in', '2001:db8::2').code).toBe('passed')
    expect(ask('sign-in', '2001:db8::3').code).toBe('rate_limited')
    expect(ask('sign-in', '2001:db8:0:1::1').code).toBe('passed')
    expect(ask('default', '2001:db8::3').code).toBe('passed')
  })

  test('in memory keep no more keys than they may', () => {
    const time = { now: 0 }
    const store = createMemoryStore({ limit: 1, windowSeconds: 1, maxKeys: 100, clock: () => time.now })
    for (let index = 0; index < 1000; index += 1) store.consume(`key-${index}`)
    expect(store.consume('key-999')).toMatchObject({ allowed: false })
    expect(store.consume('key-0')).toMatchObject({ allowed: true })
    time.now = 1000
    expect(store.consume('key-999')).toMatchObject({ allowed: true, resetMs: 1000 })
  })

  test('go on in memory when Redis is gone', async () => {
    const metrics = createMetrics({ service: 'test', checked: true })
    const redis = connectRedis({ url: 'redis://127.0.0.1:1', logger: createSilentLogger() })
    const limits = createRateLimits({ policies, metrics, redis })
    const results = []
    for (let index = 0; index < 4; index += 1)
      results.push(await limits.consume('default', { ip: '::1', identity: { userId: 'user-1' } }))
    redis.disconnect()
    expect(results.map(({ allowed }) => allowed)).toEqual([true, true, true, false])
    expect(await metrics.registry.metrics()).toMatch(/rate_limit_fallback_total\{service="test"\} [34]/)
  })

  test('refuse policies that cannot be written or counted', () => {
    const metrics = createMetrics({ service: 'test' })
    for (const broken of [{ name: 'A "b"' }, { limit: 0 }, { limit: 1.5 }, { windowSeconds: 0 }])
      expect(() =>
        createRateLimits({
          metrics,
          policies: [{ name: 'x', limit: 1, windowSeconds: 1, by: 'user', ...broken }],
        }),
      ).toThrow()
  })
})
