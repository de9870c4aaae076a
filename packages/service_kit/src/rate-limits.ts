import type { Redis } from 'ioredis'
import { addressKey } from './address-key.ts'
import { edgeError } from './edge-errors.ts'
import { type KeyKind, serviceMetrics } from './metric-catalogue.ts'
import type { Metrics } from './metrics.ts'
import {
  type Consumption,
  createMemoryStore,
  createRedisStore,
  type RateLimitStore,
} from './rate-limit-store.ts'

/** One limit: how many requests of one user or one address in how many seconds. */
export type RateLimitPolicy = {
  /** Lower-case words joined by dashes; shown in the headers. */
  name: string
  limit: number
  windowSeconds: number
  by: KeyKind
}

/** What a limit reads of a request. */
export type LimitedRequest = { ip: string; identity: { userId: string } | null }

/** What a limit writes to an answer. */
export type LimitedReply = { header(name: string, value: string): unknown }

/** The limits of a service, by the name of their policy. */
export type RateLimits<Name extends string = string> = {
  /**
   * Counts a request and writes `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-11).
   * Throws `rate_limited` with `Retry-After` when the limit is used up. Synchronous unless Redis is asked.
   */
  check(name: Name, request: LimitedRequest, reply: LimitedReply): void | Promise<void>
  /** Counts without an answer to write to, such as a WebSocket's. */
  consume(name: Name, request: LimitedRequest): Consumption | Promise<Consumption>
}

/** What {@link createRateLimits} is made of. */
export type RateLimitOptions<Name extends string> = {
  policies: readonly (RateLimitPolicy & { name: Name })[]
  metrics: Metrics
  /** Counts for all processes together; without it each process counts on its own. */
  redis?: Redis
  clock?: () => number
}

type Limit = { policy: RateLimitPolicy; store: RateLimitStore; policyHeader: string; prefix: string }

/** Makes the rate limits of a service. */
export function createRateLimits<const Name extends string>(
  options: RateLimitOptions<Name>,
): RateLimits<Name> {
  const { policies, metrics, redis, clock } = options
  const limited = metrics.counter(serviceMetrics.rateLimited)
  const fallback = metrics.counter(serviceMetrics.rateLimitFallback)
  const limits = new Map<string, Limit>()
  for (const policy of policies) {
    const { name, limit, windowSeconds } = policy
    if (!/^[a-z][a-z0-9-]{0,31}$/.test(name)) throw new Error(`${name} cannot be the name of a rate limit.`)
    if (!(Number.isInteger(limit) && limit > 0 && Number.isInteger(windowSeconds) && windowSeconds > 0))
      throw new Error(`The rate limit ${name} needs a whole number of requests and of seconds.`)
    const store =
      redis === undefined
        ? createMemoryStore({ limit, windowSeconds, ...(clock === undefined ? {} : { clock }) })
        : createRedisStore({
            redis,
            limit,
            windowSeconds,
            keyPrefix: `${metrics.service}:limit:${name}`,
            onFallback: () => fallback({}),
          })
    limits.set(name, {
      policy,
      store,
      policyHeader: `"${name}";q=${limit};w=${windowSeconds}`,
      prefix: `"${name}";r=`,
    })
  }

  return { check, consume: (name, request) => consume(limitOf(name), request) }

  function limitOf(name: string): Limit {
    const limit = limits.get(name)
    if (limit === undefined) throw new Error(`There is no rate limit ${name}.`)
    return limit
  }

  function consume({ policy, store }: Limit, request: LimitedRequest): Consumption | Promise<Consumption> {
    // A limit by user on a request without one counts by address rather than not at all.
    const userId = policy.by === 'user' ? request.identity?.userId : undefined
    return store.consume(userId ?? addressKey(request.ip))
  }

  function check(name: Name, request: LimitedRequest, reply: LimitedReply): void | Promise<void> {
    const limit = limitOf(name)
    const consumption = consume(limit, request)
    if (consumption instanceof Promise) return consumption.then((result) => apply(limit, result, reply))
    apply(limit, consumption, reply)
  }

  function apply(limit: Limit, { allowed, remaining, resetMs }: Consumption, reply: LimitedReply): void {
    const seconds = Math.ceil(resetMs / 1000)
    reply.header('ratelimit-policy', limit.policyHeader)
    reply.header('ratelimit', `${limit.prefix}${remaining};t=${seconds}`)
    if (allowed) return
    limited({ key_kind: limit.policy.by })
    throw edgeError('rate_limited', { retryAfterMs: Math.max(1, seconds) * 1000 })
  }
}
