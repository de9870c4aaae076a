import type { Route } from '../generated/client.ts'
import type { RpgProblem } from './problem.ts'

/** Longest wait that is still a retry, in milliseconds; a longer `Retry-After` is the caller's to decide. */
const longestWait = 60_000
const firstBackoff = 500

/**
 * Whether and when to try again.
 *
 * A repetition must be harmless: reads, deletes and posts with an idempotency key are repeated after a lost
 * answer; everything else only when the server says that it did nothing (429, 503). Conflicts (409) are never
 * repeated, and 500 only when the server asks for it.
 *
 * @param attempt failed attempts so far, 1 or more
 * @param random in [0, 1)
 * @returns milliseconds to wait, or null to give up
 */
export function retryDelay(
  problem: RpgProblem,
  route: Route,
  { attempt, random }: { attempt: number; random: () => number },
): number | null {
  if (!mayRepeat(problem, route)) return null
  const asked = problem.retryAfterMs
  if (asked !== undefined) return asked > longestWait ? null : asked
  return random() * Math.min(longestWait, firstBackoff * 2 ** attempt)
}

function mayRepeat(problem: RpgProblem, route: Route): boolean {
  const harmless = route.method === 'GET' || route.method === 'DELETE' || route.idempotent === true
  switch (problem.status) {
    case 0:
    case 502:
    case 504:
      return harmless && problem.code !== 'answer_invalid'
    case 429:
    case 503:
      return true
    case 500:
      return harmless && problem.retryAfterMs !== undefined
    default:
      return false
  }
}
