import type { TokenRefusal } from './metric-catalogue.ts'

/** Who sent a request, as a verified access token says it. Times are in seconds since 1970. */
export type Identity = {
  /** The user's id (claim `sub`). */
  readonly userId: string
  /** The sign-in the token belongs to (claim `sid`). */
  readonly signInId: string
  /** The token's own id (claim `jti`). */
  readonly tokenId: string
  readonly issuedAt: number
  readonly expiresAt: number
}

/** The outcome of a verification. */
export type TokenResult =
  | { readonly ok: true; readonly identity: Identity }
  | { readonly ok: false; readonly reason: TokenRefusal }

/** The longest token that is looked at, in characters. */
export const maxTokenLength = 4096

/** The parameters a token's header may have. Any other (`jwk`, `jku`, `x5u`, `crit`, …) refuses the token. */
const headerParameters = new Set(['alg', 'typ', 'kid'])

/**
 * Reads the header of a compact token before any key is looked for: EdDSA and `at+jwt` only (RFC 8725,
 * sections 3.1 and 3.11; RFC 9068, section 2.1), and no parameter that could bring a key along.
 */
export function readTokenHeader(token: string): { kid: string } | { refusal: TokenRefusal } {
  const parts = token.split('.')
  if (token.length > maxTokenLength || parts.length !== 3 || parts.some((part) => !/^[\w-]+$/.test(part)))
    // The signature of an unsigned token is empty; say what it is.
    return { refusal: token.length <= maxTokenLength && isUnsigned(parts) ? 'algorithm' : 'malformed' }
  const header = decodeJson(parts[0] ?? '')
  if (header === undefined) return { refusal: 'malformed' }
  if (header.alg !== 'EdDSA') return { refusal: 'algorithm' }
  if (header.typ !== 'at+jwt') return { refusal: 'type' }
  if (Object.keys(header).some((parameter) => !headerParameters.has(parameter))) return { refusal: 'header' }
  const { kid } = header
  if (typeof kid !== 'string' || kid.length === 0 || kid.length > 128) return { refusal: 'header' }
  return { kid }
}

function isUnsigned(parts: readonly string[]): boolean {
  return parts.length === 3 && parts[2] === '' && decodeJson(parts[0] ?? '')?.alg === 'none'
}

function decodeJson(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/** Reads the identity out of claims whose signature and times were checked. */
export function identityFrom(claims: Readonly<Record<string, unknown>>): Identity | undefined {
  const { sub, sid, jti, iat, exp } = claims
  if (!isId(sub) || !isId(sid) || !isText(jti)) return undefined
  // JSON can write a number that JavaScript reads as infinite, and such a token would never end.
  if (!Number.isFinite(iat) || !Number.isFinite(exp)) return undefined
  return Object.freeze({
    userId: sub,
    signInId: sid,
    tokenId: jti,
    issuedAt: iat as number,
    expiresAt: exp as number,
  })
}

const idForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Ids in the one spelling we write: databases read others too, but texts that are compared would differ. */
function isId(value: unknown): value is string {
  return typeof value === 'string' && idForm.test(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 128
}
