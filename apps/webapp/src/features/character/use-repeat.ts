import { useEffect, useRef } from 'react'

/** Before a held button repeats, and between repeats. Milliseconds. */
const patience = 420
const pace = 80

/** A button that works once when pressed and goes on while it is held. The keyboard presses once. */
export function useRepeat(run: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const repeated = useRef(false)
  const end = () => {
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = null
  }
  useEffect(() => end, [])
  // Repeats read the newest `run`: the value changes while the button is held.
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  return {
    onPointerDown() {
      end()
      repeated.current = false
      const again = () => {
        repeated.current = true
        latest.current()
        timer.current = setTimeout(again, pace)
      }
      timer.current = setTimeout(again, patience)
    },
    onPointerUp: end,
    onPointerLeave: end,
    onPointerCancel: end,
    onContextMenu: (event: { preventDefault(): void }) => event.preventDefault(),
    onClick() {
      if (repeated.current) repeated.current = false
      else run()
    },
  }
}
