import { createContext, use, useEffect, useEffectEvent } from 'react'
import type { Action, ActionSlot, Platform, PlatformHost } from '../platform/platform.ts'

export const PlatformContext = createContext<PlatformHost | null>(null)

/** Host of the app, for the shell. Features take the port. */
export function usePlatformHost(): PlatformHost {
  const host = use(PlatformContext)
  if (host === null) throw new Error('usePlatform needs a PlatformContext above it.')
  return host
}

/** The port to whatever surrounds the app. */
export function usePlatform(): Platform {
  return usePlatformHost().platform
}

/** Owns the back button while mounted and `active`. The last one mounted wins. */
export function useBack(onBack: () => void, active = true): void {
  const platform = usePlatform()
  const handle = useEffectEvent(onBack)
  useEffect(() => (active ? platform.pushBack(() => handle()) : undefined), [platform, active])
}

/** Shows a bottom button while mounted: native in Telegram, our own elsewhere. Null hides it. */
export function useAction(slot: ActionSlot, action: Action | null): void {
  const platform = usePlatform()
  const press = useEffectEvent(() => {
    // The keyboard would hide what the press led to.
    platform.hideKeyboard()
    action?.onPress()
  })
  const shown = action !== null
  const label = action?.label ?? ''
  const disabled = action?.disabled ?? false
  const busy = action?.busy ?? false
  useEffect(() => {
    platform.setAction(slot, shown ? { label, disabled, busy, onPress: () => press() } : null)
  }, [platform, slot, shown, label, disabled, busy])
  useEffect(() => () => platform.setAction(slot, null), [platform, slot])
}

/** Keeps the client's bottom buttons away while `active`; for whatever covers the page. */
export function useSuspendedActions(reason: string, active: boolean): void {
  const platform = usePlatform()
  useEffect(() => (active ? platform.suspendActions(reason) : undefined), [platform, reason, active])
}

/** Takes vertical swipes from the client while `active`: for drag lists, maps and the dice tray. */
export function useHeldSwipes(reason: string, active: boolean): void {
  const platform = usePlatform()
  useEffect(() => (active ? platform.holdSwipes(reason) : undefined), [platform, reason, active])
}

/** Asks before the app is closed while `active`; for input that is not saved anywhere yet. */
export function useHoldClosing(reason: string, active: boolean): void {
  const platform = usePlatform()
  useEffect(() => (active ? platform.holdClosing(reason) : undefined), [platform, reason, active])
}
