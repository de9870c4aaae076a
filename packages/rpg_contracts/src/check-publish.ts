import { RpgError } from './errors.ts'
import { type EventType, events } from './generated/events.ts'
import { problemDetails } from './validation-errors.ts'

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
