import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react'

/** How long a press has to last. Milliseconds. */
const patience = 420
/** How far a finger may slip before the press counts as a scroll. CSS pixels. */
const slip = 10

/**
 * Tells a tap from a long press. The context menu (right button, menu key) counts as a long press, so that it
 * works without a touch screen too.
 */
export function useLongPress({ onTap, onLongPress }: { onTap: () => void; onLongPress: () => void }) {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const start = useRef({ x: 0, y: 0 })
  const long = useRef(false)
  const end = () => {
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = null
  }
  const fire = () => {
    end()
    long.current = true
    onLongPress()
  }
  useEffect(() => end, [])
  return {
    onPointerDown(event: PointerEvent) {
      long.current = false
      start.current = { x: event.clientX, y: event.clientY }
      end()
      if (event.button === 0) timer.current = setTimeout(fire, patience)
    },
    onPointerMove(event: PointerEvent) {
      const { x, y } = start.current
      if (Math.hypot(event.clientX - x, event.clientY - y) > slip) end()
    },
    onPointerUp: end,
    onPointerLeave: end,
    onPointerCancel: end,
    onContextMenu(event: MouseEvent) {
      event.preventDefault()
      if (!long.current) fire()
    },
    onClick() {
      // The click that ends a long press is not a tap.
      if (long.current) long.current = false
      else onTap()
    },
  }
}
