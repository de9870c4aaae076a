import type { Principal, ProblemCode } from '@rpg-bot/rpg_contracts'
import { RpgError } from '@rpg-bot/rpg_contracts'
import {
  type AuthenticatedRequest,
  bearerToken,
  type Metrics,
  serviceMetrics,
  type TokenRefusal,
  type TokenVerifier,
} from '@rpg-bot/service_kit'
import { temporarilyUnavailable } from '../http/temporary-failure.ts'

/** What a refused token is called outside. It says no more than a client needs, and nothing a forger could use. */
const codes: Readonly<Partial<Record<TokenRefusal, ProblemCode>>> = {
  missing: 'token_missing',
  expired: 'token_expired',
  stale: 'token_expired',
  revoked: 'sign_in_revoked',
}

/** Tells who sent a request, and leaves it in `request.identity` for limits by user. */
export type Authenticate = (request: AuthenticatedRequest) => Principal | Promise<Principal>

/**
 * Makes the bearer authentication (RFC 6750, section 2.1) with the codes of the contract. A token that was
 * verified before is answered without a promise.
 */
export function createAuthenticate({
  verifier,
  metrics,
}: {
  verifier: Pick<TokenVerifier, 'verify'>
  metrics: Metrics
}): Authenticate {
  const rejected = metrics.counter(serviceMetrics.authRejected)
  type Result = Awaited<ReturnType<TokenVerifier['verify']>>

  const accept = (request: AuthenticatedRequest, result: Result): Principal => {
    if (result.ok) {
      request.identity = result.identity
      return result.identity
    }
    rejected({ reason: result.reason })
    throw refusalOf(result.reason)
  }
  return (request) => {
    const token = bearerToken(request.headers.authorization)
    if (token === undefined) return accept(request, { ok: false, reason: 'missing' })
    const result = verifier.verify(token)
    return 'ok' in result ? accept(request, result) : result.then((late) => accept(request, late))
  }
}

function refusalOf(reason: TokenRefusal): Error {
  if (reason === 'keys_unavailable') return temporarilyUnavailable(undefined)
  const code = codes[reason] ?? 'token_invalid'
  const challenge = reason === 'missing' ? 'Bearer' : 'Bearer error="invalid_token"'
  return Object.assign(new RpgError(code), { headers: { 'www-authenticate': challenge } })
}
