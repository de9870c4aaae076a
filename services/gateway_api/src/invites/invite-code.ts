/** Random bytes from a cryptographic source. */
export type RandomBytes = (size: number) => Uint8Array

/**
 * A new invite code: `i_` and 128 random bits in base64url. It is the whole secret of an invite, so the source
 * has to be a cryptographic one.
 */
export function createInviteCode(randomBytes: RandomBytes): string {
  return `i_${Buffer.from(randomBytes(16)).toString('base64url')}`
}
