import { type MethodName, on, postEvent, setTargetOrigin, supports } from '@tma.js/bridge'
import type { Release } from '../readable.ts'

/** The wire to a Telegram client. Posting and listening never throw. */
export interface Bridge {
  post(method: string, params?: Record<string, unknown>): void
  on(event: string, listener: (payload: unknown) => void): Release
  /** Whether a client of this Bot API version knows the method. */
  supports(method: string, version: string): boolean
}

type LoosePost = (method: string, params?: Record<string, unknown>) => void
type LooseOn = (event: string, listener: (payload: unknown) => void) => Release

/** The real wire. Method and event names are open: a client is often ahead of the library. */
export function createTelegramBridge(): Bridge {
  trustOwnFrame()
  return {
    post(method, params) {
      try {
        ;(postEvent as LoosePost)(method, params)
      } catch {
        // Launch parameters without a client behind them (a copied link): the app goes on without answers.
        return
      }
    },
    on: (event, listener) => (on as LooseOn)(event, listener),
    supports: (method, version) =>
      /^\d+(\.\d+)*$/.test(version) && supports(method as MethodName, version as `${number}.${number}`),
  }
}

/** A frame of our own origin (the simulator) gets the messages that otherwise go to Telegram's web client only. */
function trustOwnFrame(): void {
  if (window.parent === window) return
  try {
    if (window.parent.location.origin === window.location.origin) setTargetOrigin(window.location.origin)
  } catch {
    // Another origin may not be read: it is a Telegram web client, and the default stands.
    return
  }
}
