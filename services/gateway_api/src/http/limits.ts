import type { RateLimitPolicy } from '@rpg-bot/service_kit'
import type { Config } from '../config.ts'

/** Names of the rate limits; clients see them in `RateLimit-Policy`. */
export type LimitName = 'sign-in' | 'sign-in-person' | 'refresh' | 'public' | 'refused' | 'default'

/** The limit that counts an operation: by address while nobody has signed in, by person afterwards. */
export function limitOf(operationId: string): LimitName {
  if (operationId === 'signInWithTelegram') return 'sign-in'
  if (operationId === 'refreshSignIn') return 'refresh'
  return operationId === 'getStatus' || operationId === 'getJwks' ? 'public' : 'default'
}

/** The limits of this service. */
export function limitPolicies(
  config: Pick<
    Config,
    | 'signInsPerMinute'
    | 'personSignInsPerMinute'
    | 'refreshesPerMinute'
    | 'publicPerMinute'
    | 'refusedTokensPerMinute'
    | 'requestsPerMinute'
  >,
): readonly (RateLimitPolicy & { name: LimitName })[] {
  const windowSeconds = 60
  return [
    { name: 'sign-in', limit: config.signInsPerMinute, windowSeconds, by: 'address' },
    // Counted once the launch data is proven: before, anybody could use up somebody else's.
    { name: 'sign-in-person', limit: config.personSignInsPerMinute, windowSeconds, by: 'user' },
    { name: 'refresh', limit: config.refreshesPerMinute, windowSeconds, by: 'address' },
    { name: 'public', limit: config.publicPerMinute, windowSeconds, by: 'address' },
    // Counts only requests whose access token was refused, so one address may hold any number of honest people.
    { name: 'refused', limit: config.refusedTokensPerMinute, windowSeconds, by: 'address' },
    { name: 'default', limit: config.requestsPerMinute, windowSeconds, by: 'user' },
  ]
}
