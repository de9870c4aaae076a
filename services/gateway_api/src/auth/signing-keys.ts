import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'
import type { Schema } from '@rpg-bot/rpg_contracts'

/** A key that signs access tokens from a moment on, until the next key takes over. */
export type SigningKey = {
  readonly kid: string
  /** Milliseconds since 1970. */
  readonly signFrom: number
  readonly privateKey: KeyObject
  readonly publicJwk: Schema<'JsonWebKey'>
}

/** A private Ed25519 key as JSON (RFC 8037, section 2), with the moment it begins to sign as RFC 3339 time. */
export type PrivateJwk = {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  readonly x: string
  readonly d: string
  readonly kid: string
  readonly signFrom: string
}

/**
 * How long before its first signature a key is published, in milliseconds: caches of the key set live for
 * five minutes, and a running process reads its keys anew every minute.
 */
export const PUBLICATION_LEAD_MS = 10 * 60_000

/** How long a key stays published after its last signature: life of a token, twice the skew, and a minute. */
export const RETIREMENT_MS = 600_000 + 2 * 30_000 + 60_000

/** @throws TypeError when the text is not such a key */
export function importSigningKey(jwk: PrivateJwk): SigningKey {
  const privateKey = createPrivateKey({
    key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x, d: jwk.d },
    format: 'jwk',
  })
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  const signFrom = Date.parse(jwk.signFrom)
  // Node derives the public half from `d`; a file whose halves differ was damaged or put together by hand.
  if (privateKey.asymmetricKeyType !== 'ed25519' || typeof x !== 'string' || x !== jwk.x) {
    throw new TypeError(`Signing key ${jwk.kid}: the public half does not belong to the private one.`)
  }
  if (Number.isNaN(signFrom)) throw new TypeError(`Signing key ${jwk.kid}: signFrom is not a time.`)
  return {
    kid: jwk.kid,
    signFrom,
    privateKey,
    publicJwk: { kty: 'OKP', crv: 'Ed25519', x, kid: jwk.kid, use: 'sig', alg: 'EdDSA' },
  }
}

/** The key as JSON. It is a secret: it goes into the key file and nowhere else. */
export function exportSigningKey(key: SigningKey): PrivateJwk {
  const { d } = key.privateKey.export({ format: 'jwk' })
  if (typeof d !== 'string') throw new TypeError(`Signing key ${key.kid} has no private half.`)
  return {
    kty: 'OKP',
    crv: 'Ed25519',
    x: key.publicJwk.x,
    d,
    kid: key.kid,
    signFrom: new Date(key.signFrom).toISOString(),
  }
}

/** A new key. Its id is the JWK thumbprint (RFC 7638), so two keys never share one. */
export function createSigningKey(signFrom: number): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const { x } = publicKey.export({ format: 'jwk' })
  if (typeof x !== 'string') throw new TypeError('An Ed25519 key has a public half.')
  const kid = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url')
  return {
    kid,
    signFrom,
    privateKey,
    publicJwk: { kty: 'OKP', crv: 'Ed25519', x, kid, use: 'sig', alg: 'EdDSA' },
  }
}

/**
 * The keys after a rotation: a next key is added, keys whose tokens have all ended are dropped. Nothing else
 * is needed: time alone moves signing from key to key, the same way in every process that has the list.
 *
 * @returns the same list when a rotation is under way already
 */
export function rotateSigningKeys(keys: readonly SigningKey[], now: number): readonly SigningKey[] {
  if (keys.some((key) => key.signFrom > now)) return keys
  return [...publishedKeys(keys, now), createSigningKey(now + PUBLICATION_LEAD_MS)]
}

/**
 * The key that signs now: of those that have begun, the youngest. When none has, because the clock was set back
 * since the first was made, the oldest signs: it is published like any other, and not to sign would stop the
 * whole installation. Undefined only without keys.
 */
export function currentKey(keys: readonly SigningKey[], now: number): SigningKey | undefined {
  const ordered = [...keys].sort((left, right) => left.signFrom - right.signFrom)
  return ordered.findLast((key) => key.signFrom <= now) ?? ordered[0]
}

/** Keys that verifiers have to know now: the next, the current, and those whose tokens may still live. */
export function publishedKeys(keys: readonly SigningKey[], now: number): readonly SigningKey[] {
  const ordered = [...keys].sort((left, right) => left.signFrom - right.signFrom)
  return ordered.filter((_key, index) => {
    const successor = ordered[index + 1]
    return successor === undefined || now < successor.signFrom + RETIREMENT_MS
  })
}
