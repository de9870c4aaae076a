import type { Action, ActionSlot } from '../platform.ts'
import type { Bridge } from './bridge.ts'

interface NativeButton {
  method: string
  event: string
}

const buttons: Record<ActionSlot, NativeButton> = {
  primary: { method: 'web_app_setup_main_button', event: 'main_button_pressed' },
  secondary: { method: 'web_app_setup_secondary_button', event: 'secondary_button_pressed' },
}

/** One native bottom button. */
export interface ActionButton {
  /** Shows the action, or hides the button (null). */
  show(action: Action | null): void
  /** Takes the button away without forgetting its action, and brings it back. */
  suspend(suspended: boolean): void
}

/** Drives one native bottom button. Colours stay the client's own, so it looks at home everywhere. */
export function createNativeButton(bridge: Bridge, slot: ActionSlot): ActionButton {
  const { method, event } = buttons[slot]
  let current: Action | null = null
  let suspended = false
  let shown = false
  bridge.on(event, () => {
    if (current === null || suspended) return
    if (current.disabled !== true && current.busy !== true) current.onPress()
  })
  const draw = () => {
    const action = suspended ? null : current
    if (action === null && !shown) return
    shown = action !== null
    bridge.post(
      method,
      action === null
        ? { is_visible: false }
        : {
            is_visible: true,
            is_active: action.disabled !== true && action.busy !== true,
            is_progress_visible: action.busy === true,
            text: action.label,
          },
    )
  }
  return {
    show(action) {
      current = action
      draw()
    },
    suspend(next) {
      suspended = next
      draw()
    },
  }
}
