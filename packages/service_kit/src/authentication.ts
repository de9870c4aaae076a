import { edgeError } from './edge-errors.ts'
import { serviceMetrics, type TokenRefusal } from './metric-catalogue.ts'
import type { Metrics } from './metrics.ts'
import type { Consumption } from './rate-limit-store.ts'
import type { LimitedRequest } from './rate-limits.ts'
import type { Identity, TokenResult } from './token-claims.ts'
import type { TokenVerifier } from './token-verifier.ts'

/** Tells who sent a request, or throws `token_missing`, `token_invalid`, `token_expired`, `sign_in_revoked` (401),
 * `rate_limited` (429: too many of these from one address) or `temporarily_unavailable` (503: no keys could be
 * fetched yet). */
export type Authenticate = (request: AuthenticatedRequest) => Identity | Promise<Identity>

/** The part of a request that authentication reads and, in `identity`, writes. */
export type AuthenticatedRequest = {
  headers: { authorization?: string | undefined }
  /** What refusals are counted by. */
  ip: string
  identity?: Identity | null
}

/**
 * Makes the bearer authentication (RFC 6750, section 2.1) of a service. It fits the binder's `authenticate` and
 * leaves who it was in `request.identity`. A token that was verified before is answered without a promise.
 *
 * @param dependencies.countRefusal counts a refused token, such as `consume` of a limit by address; who is let in
 *   is not counted and never waits
 */
export function createAuthentication({
  verifier,
  metrics,
  countRefusal,
}: {
  verifier: Pick<TokenVerifier, 'verify'>
  metrics: Metrics
  countRefusal?: (request: LimitedRequest) => Consumption | Promise<Consumption>
}): Authenticate {
  const rejected = metrics.counter(serviceMetrics.authRejected)
  const limited = metrics.counter(serviceMetrics.rateLimited)
  return (request) => {
    const token = bearerToken(request.headers.authorization)
    if (token === undefined) return accept(request, { ok: false, reason: 'missing' })
    const result = verifier.verify(token)
    return 'ok' in result ? accept(request, result) : result.then((late) => accept(request, late))
  }

  function accept(request: AuthenticatedRequest, result: TokenResult): Identity | Promise<Identity> {
    if (result.ok) {
      request.identity = result.identity
      return result.identity
    }
    const { reason } = result
    rejected({ reason })
    // Our own keys being away is no fault of whoever asks.
    if (countRefusal === undefined || reason === 'keys_unavailable') throw refusalError(reason)
    const counted = countRefusal({ ip: request.ip, identity: null })
    return counted instanceof Promise
      ? counted.then((consumption) => refuse(reason, consumption))
      : refuse(reason, counted)
  }

  function refuse(reason: TokenRefusal, { allowed, resetMs }: Consumption): never {
    if (allowed) throw refusalError(reason)
    limited({ key_kind: 'address' })
    throw edgeError('rate_limited', { retryAfterMs: Math.max(1, Math.ceil(resetMs / 1000)) * 1000 })
  }
}

/** The token of an `Authorization: Bearer` header. */
export function bearerToken(header: string | undefined): string | undefined {
  if (header === undefined || header.length < 8 || header.charCodeAt(6) !== 0x20) return undefined
  if (header.slice(0, 6).toLowerCase() !== 'bearer') return undefined
  const token = header.slice(7).trim()
  return token === '' ? undefined : token
}

const invalidToken = { 'www-authenticate': 'Bearer error="invalid_token"' }

/** The error for a refused token. It says that the token ended, and nothing else a forger could learn from. */
export function refusalError(reason: TokenRefusal): Error {
  switch (reason) {
    case 'keys_unavailable':
      return edgeError('temporarily_unavailable', { retryAfterMs: 1000 })
    case 'missing':
      return edgeError('token_missing', { headers: { 'www-authenticate': 'Bearer' } })
    case 'expired':
    case 'stale':
      return edgeError('token_expired', { detail: 'Refresh the sign-in.', headers: invalidToken })
    case 'revoked':
      return edgeError('sign_in_revoked', { headers: invalidToken })
    default:
      return edgeError('token_invalid', { headers: invalidToken })
  }
}
