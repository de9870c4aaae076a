import { useEffect, useState } from 'react'

/** Whole seconds until a moment (milliseconds since 1970), counting down to 0. */
export function useCountdown(until: number): number {
  const read = () => Math.max(0, Math.ceil((until - Date.now()) / 1000))
  const [seconds, setSeconds] = useState(read)
  useEffect(() => {
    const update = () => setSeconds(Math.max(0, Math.ceil((until - Date.now()) / 1000)))
    update()
    const timer = setInterval(update, 1000)
    return () => clearInterval(timer)
  }, [until])
  return seconds
}
