import type { HapticKind } from '../platform.ts'

/** Parameters of `web_app_trigger_haptic_feedback`, Bot API 6.1. */
export const hapticParams: Record<HapticKind, Record<string, string>> = {
  'impact-light': { type: 'impact', impact_style: 'light' },
  'impact-medium': { type: 'impact', impact_style: 'medium' },
  'impact-heavy': { type: 'impact', impact_style: 'heavy' },
  success: { type: 'notification', notification_type: 'success' },
  warning: { type: 'notification', notification_type: 'warning' },
  error: { type: 'notification', notification_type: 'error' },
  selection: { type: 'selection_change' },
}
