import { SignJWT } from 'jose'
import { createId } from '../ids.ts'
import type { KeyRing } from './key-ring.ts'

/** Who signs access tokens: claim `iss`. */
export const TOKEN_ISSUER = 'rpg-bot'

/** Services that the user's token opens: claim `aud`. Each of them accepts only its own name. */
export const TOKEN_AUDIENCE: readonly string[] = ['gateway_api', 'party_sync']

/** Life of an access token, in seconds. */
export const ACCESS_TOKEN_LIFE_SECONDS = 600

/** Signs access tokens. */
export type AccessTokens = ReturnType<typeof createAccessTokens>

/**
 * Makes the signer of access tokens: EdDSA, `at+jwt` (RFC 9068), with `sub` and `sid` and no roles, because
 * what a person may do is looked up per request.
 */
export function createAccessTokens({
  keyRing,
  clock = Date.now,
}: {
  keyRing: KeyRing
  clock?: () => number
}) {
  return {
    async issue({ userId, signInId }: { userId: string; signInId: string }): Promise<string> {
      const key = keyRing.current()
      const issuedAt = Math.floor(clock() / 1000)
      return new SignJWT({ sid: signInId })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: key.kid })
        .setIssuer(TOKEN_ISSUER)
        .setAudience([...TOKEN_AUDIENCE])
        .setSubject(userId)
        .setJti(createId())
        .setIssuedAt(issuedAt)
        .setNotBefore(issuedAt)
        .setExpirationTime(issuedAt + ACCESS_TOKEN_LIFE_SECONDS)
        .sign(key.privateKey)
    },
  }
}
