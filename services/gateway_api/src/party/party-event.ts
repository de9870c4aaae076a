import type { NewEvent } from '@rpg-bot/party_log'
import { type EventByType, type EventType, events } from '@rpg-bot/rpg_contracts'
import { createId } from '../ids.ts'

/** The payload of an event type. */
export type EventData<Type extends EventType> = EventByType[Type]['data']

/** The data of an event does not fit its type: a fault of this service, never of the caller. */
export class InvalidEventDataError extends Error {
  override readonly name = 'InvalidEventDataError'
  constructor(type: EventType, findings: unknown) {
    super(`The event ${type} breaks its contract: ${JSON.stringify(findings)}`)
  }
}

/**
 * Makes an event of a party for the log, its data checked by the strict validator of its type. The log adds
 * sequence and epoch.
 *
 * @param options.actorId user id; null when the service itself did it
 * @param options.audience user ids of those who may read it, for types with `x-audience: listed` only; null or
 *   left out is the whole party
 * @param options.subject what within the party it is about
 * @param options.traceId W3C trace id, 32 hex digits
 * @param options.id UUIDv7, the idempotency key of the event; a new one unless given
 * @throws InvalidEventDataError when the data or the audience does not fit the type
 */
export function partyEvent<Type extends EventType>(options: {
  partyId: string
  type: Type
  data: EventData<Type>
  actorId: string | null
  audience?: readonly string[] | null
  subject?: string | undefined
  traceId: string
  now: Date
  id?: string
}): NewEvent {
  const { partyId, type, data, actorId, audience = null, subject, traceId, now, id = createId() } = options
  const { validators, audience: rule } = events[type]
  if (validators.data !== null && !validators.data(data)) {
    throw new InvalidEventDataError(type, validators.data.errors)
  }
  if (audience !== null && rule !== 'listed') {
    throw new InvalidEventDataError(type, 'its audience is always the whole party')
  }
  const body = {
    specversion: '1.0',
    id,
    type,
    source: `/parties/${partyId}`,
    time: now.toISOString(),
    datacontenttype: 'application/json',
    ...(actorId === null ? {} : { actor: actorId }),
    ...(subject === undefined ? {} : { subject }),
    traceparent: traceparentOf(traceId, id),
    data,
  }
  return { id, type, actorId, audience, body }
}

/** Random bits of the event id serve as span id: the event is one step of the trace that caused it. */
function traceparentOf(traceId: string, eventId: string): string {
  return `00-${traceId}-${eventId.replaceAll('-', '').slice(-16)}-01`
}
