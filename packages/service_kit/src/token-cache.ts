import { hash } from 'node:crypto'
import type { TokenResult } from './token-claims.ts'

type Entry = { result: TokenResult & { ok: true }; validUntil: number }

/** Verified tokens by the SHA-256 hash of their text: the tokens themselves are not kept. */
export type TokenCache = {
  get(key: string, now: number): TokenResult | undefined
  set(key: string, entry: Entry): void
  /** Drops what belongs to a sign-in. */
  dropSignIn(signInId: string): void
  clear(): void
  readonly size: number
}

/** The key of a token in the cache. */
export function tokenKey(token: string): string {
  return hash('sha256', token, 'base64')
}

/** Makes a cache that keeps at most `limit` tokens: the one unused for longest leaves first. */
export function createTokenCache(limit: number): TokenCache {
  // Two generations instead of a list in order of use: a hit in the young one costs a single look-up.
  let young = new Map<string, Entry>()
  let old = new Map<string, Entry>()
  const half = Math.max(1, Math.floor(limit / 2))

  return {
    get(key, now) {
      let entry = young.get(key)
      if (entry === undefined) {
        entry = old.get(key)
        if (entry === undefined) return undefined
        old.delete(key)
        put(key, entry)
      }
      if (now <= entry.validUntil) return entry.result
      young.delete(key)
      return undefined
    },
    set: put,
    dropSignIn(signInId) {
      for (const generation of [young, old])
        for (const [key, entry] of generation)
          if (entry.result.identity.signInId === signInId) generation.delete(key)
    },
    clear() {
      young.clear()
      old.clear()
    },
    get size() {
      return young.size + old.size
    },
  }

  function put(key: string, entry: Entry): void {
    if (young.size >= half && !young.has(key)) {
      old = young
      young = new Map()
    }
    young.set(key, entry)
  }
}
