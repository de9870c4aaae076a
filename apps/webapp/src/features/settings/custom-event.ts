/** The one event type that integrators may fill as they like. */
export const customEventType = 'io.rpgbot.custom.event-sent.v1'

/** Largest payload that the server takes, in bytes of UTF-8. */
const mostBytes = 16 * 1024

export interface CustomEvent {
  name: string
  payload: Record<string, unknown>
}

/** What is wrong with the two fields; `detail` is for a developer and not translated. */
export type CustomEventFault =
  | { field: 'name'; reason: 'name' }
  | { field: 'payload'; reason: 'json'; detail: string }
  | { field: 'payload'; reason: 'object' }
  | { field: 'payload'; reason: 'size'; bytes: number }
  | { field: 'payload'; reason: 'contract'; detail: string }

export type CustomEventReading = { ok: true; event: CustomEvent } | { ok: false; fault: CustomEventFault }

const namePattern = /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/

/**
 * Reads name and payload as they were typed.
 *
 * @param faultOf what the contract has against the event, or null
 */
export function readCustomEvent(
  name: string,
  payloadText: string,
  faultOf: (event: CustomEvent) => string | null,
): CustomEventReading {
  const wrong = (fault: CustomEventFault): CustomEventReading => ({ ok: false, fault })
  if (!namePattern.test(name) || name.length > 64) return wrong({ field: 'name', reason: 'name' })
  let payload: unknown
  try {
    payload = JSON.parse(payloadText)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return wrong({ field: 'payload', reason: 'json', detail })
  }
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    return wrong({ field: 'payload', reason: 'object' })
  }
  const bytes = new TextEncoder().encode(JSON.stringify(payload)).length
  if (bytes > mostBytes) return wrong({ field: 'payload', reason: 'size', bytes })
  const event: CustomEvent = { name, payload: payload as CustomEvent['payload'] }
  const detail = faultOf(event)
  return detail === null ? { ok: true, event } : wrong({ field: 'payload', reason: 'contract', detail })
}
