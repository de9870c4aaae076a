import { randomUUID } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { connectRedis, createMetrics, createRateLimits, createSilentLogger } from '../src/index.ts'

const url = process.env.RPG_TEST_REDIS_URL
const logger = createSilentLogger()

function limitsOver(address: string, name = 'default') {
  const metrics = createMetrics({ service: 'test', checked: true })
  const redis = connectRedis({ url: address, logger })
  const limits = createRateLimits({
    metrics,
    redis,
    policies: [{ name, limit: 5, windowSeconds: 60, by: 'user' }],
  })
  const consume = (userId: string) => limits.consume(name, { ip: '::1', identity: { userId } })
  return { redis, metrics, consume }
}

// Skipped with this word when no Redis is given.
describe.skipIf(url === undefined)('rate limits in Redis (RPG_TEST_REDIS_URL)', () => {
  const open: { disconnect(): void }[] = []
  afterAll(() => {
    for (const redis of open) redis.disconnect()
  })

  test('are counted for all processes together', async () => {
    const user = randomUUID()
    const [one, two] = [limitsOver(url ?? ''), limitsOver(url ?? '')]
    open.push(one.redis, two.redis)
    await Promise.all([one, two].map(({ redis }) => new Promise((resolve) => redis.once('ready', resolve))))
    const results = []
    for (let index = 0; index < 8; index += 1) results.push(await (index % 2 === 0 ? one : two).consume(user))
    expect(results.map(({ allowed }) => allowed)).toEqual([true, true, true, true, true, false, false, false])
    expect(results[0]).toMatchObject({ remaining: 4 })
    expect(results[7]?.resetMs).toBeGreaterThan(55_000)
    expect(await one.metrics.registry.metrics()).not.toContain('rate_limit_fallback_total{')
  })
})

describe('rate limits over a connection that leads nowhere', () => {
  test('are counted in memory within a quarter of a second', async () => {
    const sockets: Socket[] = []
    const blackHole = createServer((socket) => sockets.push(socket))
    await new Promise<void>((resolve) => blackHole.listen(0, '127.0.0.1', resolve))
    const address = blackHole.address()
    const { redis, consume, metrics } = limitsOver(
      `redis://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    )
    await new Promise((resolve) => redis.once('connect', resolve))
    const started = performance.now()
    const results = []
    for (let index = 0; index < 6; index += 1) results.push(await consume('user-1'))
    expect(performance.now() - started).toBeLessThan(6 * 400)
    expect(results.map(({ allowed }) => allowed)).toEqual([true, true, true, true, true, false])
    expect(await metrics.registry.metrics()).toMatch(/rate_limit_fallback_total\{service="test"\} [56]/)
    redis.disconnect()
    for (const socket of sockets) socket.destroy()
    blackHole.close()
  })
})
