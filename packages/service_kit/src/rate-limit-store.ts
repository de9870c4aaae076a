import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'

/** How much of a limit is used. */
export type Consumption = { allowed: boolean; remaining: number; resetMs: number }

/** Counts requests of one policy. */
export type RateLimitStore = { consume(key: string): Consumption | Promise<Consumption> }

/** A store in this process: at most `limit` requests in a window that starts with the first. */
export function createMemoryStore(options: {
  limit: number
  windowSeconds: number
  maxKeys?: number
  clock?: () => number
}): RateLimitStore {
  const { limit, windowSeconds, maxKeys = 100_000, clock = Date.now } = options
  const windowMs = windowSeconds * 1000
  // In order of their start, hence of their end: what is over stands in front, and no timer is needed.
  const windows = new Map<string, { endsAt: number; used: number }>()
  return {
    consume(key) {
      const now = clock()
      let window = windows.get(key)
      if (window === undefined || window.endsAt <= now) {
        windows.delete(key)
        makeRoom(now)
        window = { endsAt: now + windowMs, used: 0 }
        windows.set(key, window)
      }
      window.used += 1
      return {
        allowed: window.used <= limit,
        remaining: Math.max(0, limit - window.used),
        resetMs: window.endsAt - now,
      }
    },
  }

  function makeRoom(now: number): void {
    let removed = 0
    for (const [key, { endsAt }] of windows) {
      if (endsAt > now && windows.size < maxKeys) return
      windows.delete(key)
      removed += 1
      if (removed === 16 && windows.size < maxKeys) return
    }
  }
}

/** A store in Redis, shared by all processes. While Redis does not answer, each process counts on its own. */
export function createRedisStore(options: {
  redis: Redis
  limit: number
  windowSeconds: number
  keyPrefix: string
  onFallback: () => void
}): RateLimitStore {
  const { redis, limit, windowSeconds, keyPrefix, onFallback } = options
  const insurance = new RateLimiterMemory({ points: limit, duration: windowSeconds })
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix,
    points: limit,
    duration: windowSeconds,
    rejectIfRedisNotReady: true,
    // Who is over the limit is answered here; Redis is not asked again until the window ends.
    inMemoryBlockOnConsumed: limit + 1,
    insuranceLimiter: Object.assign(insurance, {
      consume: (key: string | number, points?: number) => {
        onFallback()
        return RateLimiterMemory.prototype.consume.call(insurance, key, points)
      },
    }),
  })
  return {
    async consume(key) {
      try {
        return consumption(await limiter.consume(key), true)
      } catch (error) {
        if (isLimiterResult(error)) return consumption(error, false)
        throw error
      }
    },
  }
}

function consumption(result: RateLimiterRes, allowed: boolean): Consumption {
  return {
    allowed,
    remaining: Math.max(0, result.remainingPoints),
    resetMs: Math.max(0, result.msBeforeNext),
  }
}

function isLimiterResult(error: unknown): error is RateLimiterRes {
  return (
    error instanceof RateLimiterRes ||
    (typeof error === 'object' && error !== null && 'msBeforeNext' in error)
  )
}
