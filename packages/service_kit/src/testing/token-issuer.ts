import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import type { JsonWebKeySet } from '../key-source.ts'

/** Claims of a test token; what is left out gets a valid value. */
export type TestClaims = {
  userId?: string
  signInId?: string
  audience?: string | readonly string[]
  issuer?: string
  /** Seconds from now at which the token ends. */
  expiresIn?: number
  [claim: string]: unknown
}

/** A signer of access tokens for tests, with the key set that verifies them. */
export type TestTokenIssuer = {
  readonly issuer: string
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  /** For `createTokenVerifier({ keys })`. */
  keys(): Promise<JsonWebKeySet>
  sign(claims?: TestClaims): Promise<string>
}

/** Makes a signer with a new Ed25519 key. */
export function createTestTokenIssuer(
  options: { issuer?: string; kid?: string; clock?: () => number } = {},
): TestTokenIssuer {
  const { issuer = 'rpg-bot', kid = randomUUID(), clock = Date.now } = options
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const { kty, crv, x } = publicKey.export({ format: 'jwk' })
  return {
    issuer,
    kid,
    privateKey,
    publicKey,
    keys: async () => ({ keys: [{ kty, crv, x, kid, use: 'sig', alg: 'EdDSA' }] }),
    async sign(claims = {}) {
      const { userId, signInId, audience, issuer: otherIssuer, expiresIn, ...others } = claims
      const now = Math.floor(clock() / 1000)
      const payload = {
        iss: otherIssuer ?? issuer,
        aud: audience ?? ['gateway_api', 'party_sync', 'test'],
        sub: userId ?? randomUUID(),
        sid: signInId ?? randomUUID(),
        jti: randomUUID(),
        iat: now,
        nbf: now,
        exp: now + (expiresIn ?? 600),
        ...others,
      }
      const present = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined))
      return new SignJWT(present).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid }).sign(privateKey)
    },
  }
}
