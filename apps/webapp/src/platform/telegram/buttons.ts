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

/** Drives one native bottom button. Colours stay the client's own, so it looks at home everywhere. */
export function createNativeButton(bridge: Bridge, slot: ActionSlot): (action: Action | null) => void {
  const { method, event } = buttons[slot]
  let current: Action | null = null
  bridge.on(event, () => {
    if (current !== null && current.disabled !== true && current.busy !== true) current.onPress()
  })
  return (action) => {
    if (current === null && action === null) return
    current = action
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
}
