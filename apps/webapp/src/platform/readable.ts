/** Gives back what was taken. Calling it twice changes nothing. */
export type Release = () => void

/** A value that changes over time; the current one is always there. */
export interface Readable<T> {
  get(): T
  /** Calls `listener` after every change, until released. */
  subscribe(listener: () => void): Release
}

export interface Value<T> extends Readable<T> {
  set(next: T): void
}

/** A readable that its owner may change. Setting an identical value notifies nobody. */
export function createValue<T>(initial: T): Value<T> {
  let current = initial
  const listeners = new Set<() => void>()
  return {
    get: () => current,
    set(next) {
      if (Object.is(next, current)) return
      current = next
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      // Wrapped, so the same function subscribed twice is released once at a time.
      const entry = () => listener()
      listeners.add(entry)
      return () => {
        listeners.delete(entry)
      }
    },
  }
}
