import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import type { LogEvent, NewEvent } from './event.ts'
import { formatSequence } from './sequence.ts'

/** A checked event, ready to be stored. */
export type PreparedEvent = {
  readonly id: string
  readonly type: string
  readonly actorId: string | null
  readonly audience: readonly string[] | null
  /** SHA-256 of type, audience and data: what makes a repeated id the same event. */
  readonly digest: Buffer
  readonly body: string
  /** Size of `body` in UTF-8. */
  readonly bytes: number
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const TYPE = /^[\x21-\x7e]{1,255}$/

/** @throws TypeError when the text is no UUID. */
export function uuidOf(text: string, what: string): string {
  const lower = text.toLowerCase()
  if (!UUID.test(lower)) throw new TypeError(`${what} must be a UUID`)
  return lower
}

/**
 * Checks an event before it joins a batch: one that the database would refuse must not take others down.
 *
 * @throws TypeError when a field is not what `NewEvent` says; RangeError when it is too large. Both are
 *   mistakes of the caller, who has validated the input of its users before.
 */
export function prepareEvent(event: NewEvent, maxEventBytes: number): PreparedEvent {
  const { type, body } = event
  const id = uuidOf(event.id, 'The id of an event')
  if (!TYPE.test(type))
    throw new TypeError('The type of an event must be 1 to 255 printable ASCII characters')
  if (body.id !== event.id || body.type !== type)
    throw new TypeError('The body must carry the id and type of the event')
  if ('sequence' in body || 'streamepoch' in body)
    throw new TypeError('Only the log sets sequence and streamepoch')
  const actorId = event.actorId === null ? null : uuidOf(event.actorId, 'The actor of an event')
  const audience =
    event.audience === null
      ? null
      : [...new Set(event.audience.map((member) => uuidOf(member, 'A member')))].sort()
  const text = JSON.stringify(body)
  const bytes = Buffer.byteLength(text)
  if (bytes > maxEventBytes)
    throw new RangeError(`An event of ${bytes} bytes is over the limit of ${maxEventBytes}`)
  const digest = createHash('sha256')
    .update(canonicalJson([type, audience, body.data ?? null]))
    .digest()
  return { id, type, actorId, audience, digest, body: text, bytes }
}

/** Puts sequence and epoch into the stored text: no parsing, and done once for all readers. */
export function completeEvent(
  partyId: string,
  at: { epoch: string; sequence: number },
  event: Pick<PreparedEvent, 'id' | 'type' | 'actorId' | 'audience' | 'body'>,
): LogEvent {
  const { id, type, actorId, audience, body } = event
  const json = `${body.slice(0, -1)},"sequence":"${formatSequence(at.sequence)}","streamepoch":"${at.epoch}"}`
  return Object.freeze({ partyId, sequence: at.sequence, id, type, actorId, audience, json })
}
