import { createHash, randomBytes } from 'node:crypto'

const tokenForm = /^[\w-]{43}$/

/** A new refresh token: 256 random bits as base64url, and the digest that is stored instead of it. */
export function createRefreshToken(): { token: string; digest: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, digest: digestOf(token) }
}

/** The digest of a presented token; undefined when it cannot be one of ours. */
export function readRefreshToken(token: string): Buffer | undefined {
  return tokenForm.test(token) ? digestOf(token) : undefined
}

// A plain hash is enough: 256 random bits cannot be guessed, so there is nothing to slow down.
function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
