/** For so long the direct predecessor of an unused token is accepted: its answer may have been lost. */
export const LOST_REPLY_MS = 30_000

/** One refresh token of a family, as stored. */
export type RefreshTokenState = {
  readonly digest: Buffer
  /** Null for the first of a family. */
  readonly predecessor: Buffer | null
  /** When it was first traded in. */
  readonly usedAt: Date | null
  /** When it gave way to a second successor of its predecessor, without having been used. */
  readonly replacedAt: Date | null
}

/** What happens to a presented refresh token. */
export type RotationDecision =
  /** The living token of its family: it is used up and gets a successor. */
  | 'rotate'
  /** A lost reply: the successor that nobody used gives way to a new one. */
  | 'replace_successor'
  /** Used before: two parties hold this family, and nobody can tell which of them is the thief. */
  | 'reused'

/**
 * Decides about a presented token. The family itself lives: it is neither revoked
 * nor expired.
 *
 * @param presented the token that was sent
 * @param living the one token of the family that can still be traded in
 */
export function decideRotation(
  presented: RefreshTokenState,
  living: RefreshTokenState | undefined,
  now: Date,
): RotationDecision {
  if (presented.replacedAt !== null) return 'reused'
  if (presented.usedAt === null) return 'rotate'
  const direct = living?.predecessor?.equals(presented.digest) === true
  const recent = now.getTime() - presented.usedAt.getTime() <= LOST_REPLY_MS
  return direct && recent ? 'replace_successor' : 'reused'
}
