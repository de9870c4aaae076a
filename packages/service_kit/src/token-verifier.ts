import { errors, jwtVerify } from 'jose'
import { createKeySource, type JsonWebKeySet, loadKeysFrom } from './key-source.ts'
import type { TokenRefusal } from './metric-catalogue.ts'
import { createTokenCache, tokenKey } from './token-cache.ts'
import { identityFrom, readTokenHeader, type TokenResult } from './token-claims.ts'

/** Where keys come from, whom we believe and for how long. */
export type TokenVerifierOptions = {
  /** The one issuer believed (claim `iss`). */
  issuer: string
  /** This service's name, which `aud` must list. */
  audience: string
  /** The key set's address; or `keys`, when it is in the same process. */
  jwksUrl?: string
  keys?: () => Promise<JsonWebKeySet>
  /** Milliseconds since 1970. */
  clock?: () => number
  /** Seconds by which clocks may differ. */
  skewSeconds?: number
  /** Seconds since `iat` after which a token is refused whatever its `exp` says. */
  maxTokenAgeSeconds?: number
  /** Verified tokens kept. */
  cacheSize?: number
  /** Milliseconds between two fetches of the key set. */
  cooldownMs?: number
  /** Milliseconds after which the key set is fetched anew. */
  keysMaxAgeMs?: number
  onKeyError?: (error: unknown) => void
}

/** Verifies access tokens; the same for HTTP and WebSocket. */
export type TokenVerifier = {
  /**
   * Verifies a token. A token that was verified before is answered at once, without a promise, until it ends.
   * Never throws or rejects.
   */
  verify(token: string): TokenResult | Promise<TokenResult>
  /**
   * Forgets a sign-in that was revoked: its tokens are refused from now on, cached or not. A sign-in id is
   * never used again.
   */
  forget(signInId: string): void
  /** Seconds since the key set was last fetched. */
  keyAgeSeconds(): number
  /** Verified tokens in the cache. */
  readonly cached: number
}

/**
 * Makes a verifier of access tokens: EdDSA and `at+jwt` only, pinned issuer and audience,
 * `sub`, `sid`, `jti`, `iat` and `exp` required, `nbf` honoured, 10 minutes of age at most. A header never
 * brings its own key.
 */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const {
    issuer,
    audience,
    clock = Date.now,
    skewSeconds = 30,
    maxTokenAgeSeconds = 600,
    cacheSize = 20_000,
  } = options
  const load = options.keys ?? (options.jwksUrl === undefined ? undefined : loadKeysFrom(options.jwksUrl))
  if (load === undefined) throw new Error('A token verifier needs jwksUrl or keys.')
  const cache = createTokenCache(cacheSize)
  const revoked = new Map<string, number>()
  const keys = createKeySource({
    load,
    clock,
    // What a removed key has signed ends with the key.
    onRemoved: () => cache.clear(),
    ...(options.cooldownMs === undefined ? {} : { cooldownMs: options.cooldownMs }),
    ...(options.keysMaxAgeMs === undefined ? {} : { maxAgeMs: options.keysMaxAgeMs }),
    ...(options.onKeyError === undefined ? {} : { onError: options.onKeyError }),
  })

  return {
    verify(token) {
      const key = tokenKey(token)
      return cache.get(key, clock()) ?? verifyAnew(token, key)
    },
    forget(signInId) {
      const now = clock()
      for (const [id, until] of revoked) {
        if (until >= now) break
        revoked.delete(id)
      }
      revoked.delete(signInId)
      revoked.set(signInId, now + (maxTokenAgeSeconds + 2 * skewSeconds) * 1000)
      cache.dropSignIn(signInId)
    },
    keyAgeSeconds: () => keys.ageMs() / 1000,
    get cached() {
      return cache.size
    },
  }

  async function verifyAnew(token: string, key: string): Promise<TokenResult> {
    const header = readTokenHeader(token)
    if ('refusal' in header) return refuse(header.refusal)
    try {
      const publicKey = await keys.find(header.kid)
      if (publicKey === undefined) return refuse('unknown_key')
      const { payload } = await jwtVerify(token, publicKey, {
        algorithms: ['EdDSA'],
        typ: 'at+jwt',
        issuer,
        audience,
        maxTokenAge: maxTokenAgeSeconds,
        clockTolerance: skewSeconds,
        requiredClaims: ['sub', 'sid', 'jti', 'iat', 'exp'],
        currentDate: new Date(clock()),
      })
      const identity = identityFrom(payload)
      if (identity === undefined) return refuse('claims')
      if (revoked.has(identity.signInId)) return refuse('revoked')
      const result = Object.freeze({ ok: true as const, identity })
      const endsAt = Math.min(identity.expiresAt, identity.issuedAt + maxTokenAgeSeconds) + skewSeconds
      cache.set(key, { result, validUntil: endsAt * 1000 - 1 })
      return result
    } catch (error) {
      return refuse(reasonOf(error))
    }
  }
}

function refuse(reason: TokenRefusal): TokenResult {
  return { ok: false, reason }
}

function reasonOf(error: unknown): TokenRefusal {
  if (error instanceof errors.JWTExpired) return error.claim === 'iat' ? 'stale' : 'expired'
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'iss') return 'issuer'
    if (error.claim === 'aud') return 'audience'
    if (error.claim === 'nbf') return 'not_yet_valid'
    if (error.claim === 'iat' && error.reason === 'check_failed') return 'not_yet_valid'
    if (error.claim === 'typ') return 'type'
    return 'claims'
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature'
  if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm'
  if (error instanceof errors.JOSEError) return 'malformed'
  return 'keys_unavailable'
}
