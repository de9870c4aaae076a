import type { Release } from './readable.ts'

/** A switch that several parties hold: it is on while at least one reason is held. */
export function createReasons(onChange: (held: boolean) => void): (reason: string) => Release {
  const held = new Map<symbol, string>()
  return (reason) => {
    const key = Symbol(reason)
    held.set(key, reason)
    if (held.size === 1) onChange(true)
    return () => {
      if (held.delete(key) && held.size === 0) onChange(false)
    }
  }
}
