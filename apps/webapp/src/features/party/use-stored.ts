import { useCallback, useEffect, useRef, useState } from 'react'
import { usePlatform } from '../../app/platform-context.ts'

/** Writes follow the last change by so many milliseconds. */
const pause = 250

/**
 * A text that is kept on the device: undefined until it was read, then null or the text. What is set is shown at
 * once and written a moment later; leaving writes at once.
 */
export function useStored(key: string): [string | null | undefined, (next: string | null) => void] {
  const { cache, visible } = usePlatform()
  const [value, setValue] = useState<string | null | undefined>(undefined)
  const unwritten = useRef<string | null | undefined>(undefined)

  const write = useCallback(() => {
    const text = unwritten.current
    unwritten.current = undefined
    if (text !== undefined) void (text === null ? cache.remove(key) : cache.set(key, text))
  }, [cache, key])

  useEffect(() => {
    let current = true
    void cache.get(key).then((stored) => {
      // What was set meanwhile is newer.
      if (current) setValue((known) => (known === undefined ? stored : known))
    })
    return () => {
      current = false
    }
  }, [cache, key])

  useEffect(() => {
    if (value === undefined || unwritten.current === undefined) return
    const timer = setTimeout(write, pause)
    return () => clearTimeout(timer)
  }, [value, write])

  useEffect(() => {
    const release = visible.subscribe(() => {
      if (!visible.get()) write()
    })
    return () => {
      release()
      write()
    }
  }, [visible, write])

  const set = useCallback((next: string | null) => {
    unwritten.current = next
    setValue(next)
  }, [])
  return [value, set]
}
