import { type EventLog, formatSequence, type LogEvent, mayRead, type Position } from '@rpg-bot/party_log'
import type { Schema as ContractSchema } from '@rpg-bot/rpg_contracts'
import { type EventCursor, encodeEventCursor, requireLiveCursor } from './event-cursor.ts'

/** A page ends early rather than grow over this, in bytes of UTF-8. */
const MAX_PAGE_BYTES = 1024 * 1024

/** Without a cursor the floor may rise between looking for it and reading: then once more, from the new one. */
const MAX_TRIES = 3

type Reader = Pick<EventLog, 'read' | 'position'>
type Query = {
  readonly partyId: string
  readonly userId: string
  readonly cursor: EventCursor | undefined
  /** Log positions at the most, 1 to 256. */
  readonly limit: number
}
/** The events of the log in (from, to], before anybody's rights are looked at. */
type Stretch = {
  readonly position: Position
  readonly from: number
  readonly to: number
  readonly events: readonly LogEvent[]
}

/**
 * What comes after a cursor, or from the oldest event on: replay. Hidden events are left out, but the cursor
 * moves over them.
 *
 * @throws RpgError `cursor_expired` (410)
 */
export async function readForward(log: Reader, query: Query): Promise<ContractSchema<'PartyEventPage'>> {
  const { position, from, events } = await stretchAfter(log, query)
  const kept = withinBudget(events)
  const to = from + kept.length
  const next = to < position.head ? { epoch: position.epoch, sequence: to } : undefined
  return pageOf(kept, { position, next, userId: query.userId })
}

/**
 * What comes before a cursor, or the newest events: scrolling back. The cursor's own event is not part of it.
 *
 * @throws RpgError `cursor_expired` (410)
 */
export async function readBackward(log: Reader, query: Query): Promise<ContractSchema<'PartyEventPage'>> {
  const { position, to, events } = await stretchBefore(log, query)
  const kept = withinBudget(events.toReversed()).toReversed()
  const from = to - kept.length
  // The next page goes on before the oldest event of this one.
  const next = from > position.floor ? { epoch: position.epoch, sequence: from + 1 } : undefined
  return pageOf(kept, { position, next, userId: query.userId })
}

async function stretchAfter(log: Reader, query: Query): Promise<Stretch> {
  const { partyId, cursor, limit } = query
  let from = cursor?.sequence ?? 0
  for (let tries = 1; ; tries += 1) {
    const result = await log.read(partyId, { after: from, limit })
    requireLiveCursor(cursor, result.position)
    if (result.ok) {
      return { position: result.position, from, to: from + result.events.length, events: result.events }
    }
    if (tries >= MAX_TRIES) throw new Error(`The log of a party is ${result.reason} at its own floor`)
    from = result.position.floor
  }
}

async function stretchBefore(log: Reader, query: Query): Promise<Stretch> {
  const { partyId, cursor, limit } = query
  for (let tries = 1; ; tries += 1) {
    const known = await log.position(partyId)
    requireLiveCursor(cursor, known)
    const to = cursor === undefined ? known.head : Math.max(cursor.sequence - 1, known.floor)
    const from = Math.max(to - limit, known.floor)
    if (from === to) return { position: known, from, to, events: [] }
    const result = await log.read(partyId, { after: from, limit: to - from })
    requireLiveCursor(cursor, result.position)
    if (result.ok) return { position: result.position, from, to, events: result.events }
    if (tries >= MAX_TRIES) throw new Error(`The log of a party is ${result.reason} at its own floor`)
  }
}

/** The first events that fit, and always one. */
function withinBudget(events: readonly LogEvent[]): readonly LogEvent[] {
  let bytes = 0
  const over = events.findIndex(({ json }, index) => {
    bytes += Buffer.byteLength(json)
    return index > 0 && bytes > MAX_PAGE_BYTES
  })
  return over === -1 ? events : events.slice(0, over)
}

function pageOf(
  events: readonly LogEvent[],
  of: { position: Position; next: EventCursor | undefined; userId: string },
): ContractSchema<'PartyEventPage'> {
  const { position, next, userId } = of
  return {
    items: events
      .filter((event) => mayRead(userId, event))
      .map(({ json }) => JSON.parse(json) as ContractSchema<'PartyEvent'>),
    nextCursor: next === undefined ? null : encodeEventCursor(next),
    epoch: position.epoch,
    head: formatSequence(position.head),
    floor: formatSequence(position.floor),
  }
}
