import type { KeyValue } from './platform.ts'

/** A web `Storage` as a cache. Blocked or full storage behaves like an empty one. */
export function createWebStorage(open: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): KeyValue {
  return {
    async get(key) {
      try {
        return open().getItem(key)
      } catch {
        return null
      }
    },
    async set(key, value) {
      try {
        open().setItem(key, value)
      } catch {
        // Quota or privacy mode: a cache may forget.
        return
      }
    },
    async remove(key) {
      try {
        open().removeItem(key)
      } catch {
        return
      }
    },
  }
}
