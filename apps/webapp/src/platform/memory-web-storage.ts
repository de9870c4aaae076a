/** A web `Storage` in memory, for tests. */
export interface MemoryWebStorage extends Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  entries(): Record<string, string>
}

export function createMemoryWebStorage(initial: Record<string, string> = {}): MemoryWebStorage {
  const map = new Map(Object.entries(initial))
  return {
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
    entries: () => Object.fromEntries(map),
  }
}
