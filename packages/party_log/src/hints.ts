import type { Hint } from './event.ts'

/** Listeners of one process. One that throws is reported and does not keep the others from hearing. */
export function createHints(report: (error: unknown) => void) {
  const listeners = new Set<(hint: Hint) => void>()
  return {
    subscribe(onHint: (hint: Hint) => void): () => void {
      // Wrapped, so that the same function may listen twice and stop once.
      const listener = (hint: Hint): void => onHint(hint)
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    publish(hint: Hint): void {
      for (const listener of listeners) {
        try {
          listener(hint)
        } catch (error) {
          report(error)
        }
      }
    },
  }
}
