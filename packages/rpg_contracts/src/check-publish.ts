import { type ProblemDetail, RpgError } from './errors.ts'
import { type EventType, events } from './generated/events.ts'
import { problemDetails } from './validation-errors.ts'

/** What an integrator may put into one event, in bytes of UTF-8. A schema counts properties, not bytes. */
const maxCustomPayloadBytes = 16 * 1024

/** What is wrong with the size of a payload that no schema bounds, or null. */
export function payloadSizeProblem(type: string, data: unknown): ProblemDetail | null {
  if (type !== 'io.rpgbot.custom.event-sent.v1') return null
  const { payload } = data as { payload: unknown }
  if (Buffer.byteLength(JSON.stringify(payload)) <= maxCustomPayloadBytes) return null
  const message = `must not have more than ${maxCustomPayloadBytes} bytes as JSON`
  return { in: 'body', pointer: '/data/payload', rule: 'maxBytes', message }
}

/**
 * Checks type and payload of an event that a client wants to publish; the same path for REST and WebSocket.
 *
 * @param type event type as the client named it
 * @param data payload as the client sent it
 * @throws RpgError `event_type_unknown`, `event_not_publishable` or `request_invalid`
 */
export function checkPublish(type: string, data: unknown): void {
  if (!Object.hasOwn(events, type)) throw new RpgError('event_type_unknown')
  const row = events[type as EventType]
  if (row.publish !== 'client') throw new RpgError('event_not_publishable')
  checkEventData(type as EventType, data)
  const tooLarge = payloadSizeProblem(type, data)
  if (tooLarge !== null) throw new RpgError('request_invalid', { errors: [tooLarge] })
}

/**
 * Checks the payload of an event against the schema of its type, closed.
 *
 * @throws RpgError `request_invalid` with every finding under `/data`
 */
export function checkEventData(type: EventType, data: unknown): void {
  const validator = events[type].validators.data
  if (validator === null || validator(data)) return
  const errors = problemDetails('body', validator.errors).map((error) => ({
    ...error,
    pointer: `/data${error.pointer}`,
  }))
  throw new RpgError('request_invalid', { errors })
}
