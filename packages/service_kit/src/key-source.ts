import { createPublicKey, type KeyObject } from 'node:crypto'

/** A JSON Web Key Set (RFC 7517, section 5). */
export type JsonWebKeySet = { readonly keys: readonly Readonly<Record<string, unknown>>[] }

/** The public keys that tokens are verified with. */
export type KeySource = {
  /**
   * The key with this id. A key that is known is given at once, and fetched anew in the background when the
   * set is old; an unknown id makes at most one fetch a cooldown. `undefined`: no such key.
   * Rejects when no keys could be fetched yet.
   */
  find(kid: string): KeyObject | undefined | Promise<KeyObject | undefined>
  /** Milliseconds since the last successful fetch; Infinity before the first. */
  ageMs(): number
}

/** What a {@link KeySource} is made of. */
export type KeySourceOptions = {
  load: () => Promise<JsonWebKeySet>
  /** Milliseconds between two fetches, whatever asks for them. */
  cooldownMs?: number
  /** Milliseconds after which a set that is in use is fetched anew. */
  maxAgeMs?: number
  clock?: () => number
  /** Called when a key that was there is no longer published. */
  onRemoved?: () => void
  onError?: (error: unknown) => void
}

/** Makes a key source. Old keys serve while the endpoint is down; removed keys stop with the next fetch. */
export function createKeySource(options: KeySourceOptions): KeySource {
  const { load, cooldownMs = 30_000, maxAgeMs = 300_000, clock = Date.now, onRemoved, onError } = options
  let keys = new Map<string, KeyObject>()
  let fetchedAt = Number.NEGATIVE_INFINITY
  let attemptedAt = Number.NEGATIVE_INFINITY
  let pending: Promise<void> | undefined
  let lastError: unknown

  return {
    find(kid) {
      const now = clock()
      const known = keys.get(kid)
      if (known !== undefined) {
        if (now - fetchedAt > maxAgeMs && mayFetch(now)) void refresh()
        return known
      }
      if (pending === undefined && !mayFetch(now)) return missing(kid)
      return refresh().then(() => missing(kid))
    },
    ageMs: () => clock() - fetchedAt,
  }

  function missing(kid: string): KeyObject | undefined | Promise<undefined> {
    const key = keys.get(kid)
    if (key === undefined && fetchedAt === Number.NEGATIVE_INFINITY)
      return Promise.reject(new Error('No signing keys could be fetched yet.', { cause: lastError }))
    return key
  }

  function mayFetch(now: number): boolean {
    return pending === undefined && now - attemptedAt >= cooldownMs
  }

  function refresh(): Promise<void> {
    pending ??= fetchKeys().finally(() => {
      pending = undefined
    })
    return pending
  }

  async function fetchKeys(): Promise<void> {
    attemptedAt = clock()
    try {
      const next = importKeys(await load())
      const removed = [...keys].some(([kid, key]) => next.get(kid)?.equals(key) !== true)
      keys = next
      fetchedAt = clock()
      if (removed) onRemoved?.()
    } catch (error) {
      lastError = error
      onError?.(error)
    }
  }
}

// Only the public half of Ed25519 keys meant for signatures is read; everything else in the set is skipped.
function importKeys(set: JsonWebKeySet): Map<string, KeyObject> {
  const keys = new Map<string, KeyObject>()
  for (const { kid, kty, crv, x, use, alg } of set.keys) {
    if (typeof kid !== 'string' || kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string') continue
    if ((use !== undefined && use !== 'sig') || (alg !== undefined && alg !== 'EdDSA' && alg !== 'Ed25519'))
      continue
    keys.set(kid, createPublicKey({ key: { kty, crv, x }, format: 'jwk' }))
  }
  if (keys.size === 0) throw new Error('The key set has no usable Ed25519 key.')
  return keys
}

/** Loads a key set over HTTP: 3 s, 64 KiB and no redirects at most. */
export function loadKeysFrom(url: string, request: typeof fetch = fetch): () => Promise<JsonWebKeySet> {
  return async () => {
    const response = await request(url, {
      signal: AbortSignal.timeout(3000),
      redirect: 'error',
      headers: { accept: 'application/json' },
    })
    if (!response.ok) throw new Error(`The key set answered ${response.status}.`)
    const text = await response.text()
    if (text.length > 65_536) throw new Error('The key set is too large.')
    const set = JSON.parse(text) as Partial<JsonWebKeySet>
    if (!Array.isArray(set.keys)) throw new Error('The key set has no list of keys.')
    return { keys: set.keys }
  }
}
