/** A bucket of permissions that refills steadily. */
export interface TokenBucket {
  /** Takes one; false when none is left. */
  take(): boolean
}

/**
 * Makes a token bucket.
 *
 * @param options.perSecond how many come back in a second
 * @param options.burst how many it holds
 * @param options.clock milliseconds since 1970
 */
export function createTokenBucket(options: {
  perSecond: number
  burst: number
  clock: () => number
}): TokenBucket {
  const { perSecond, burst, clock } = options
  let tokens = burst
  let filledAt = clock()
  return {
    take() {
      const now = clock()
      tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * perSecond)
      filledAt = now
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
