import { formatSequence, type Position, parseSequence } from '@rpg-bot/party_log'
import { RpgError } from '@rpg-bot/rpg_contracts'

/** A place in the log of a party. Every event is one, and so is the head. */
export type EventCursor = { readonly epoch: string; readonly sequence: number }

/** Writes a place as clients keep it: `<epoch>.<sequence>`. */
export function encodeEventCursor({ epoch, sequence }: EventCursor): string {
  return `${epoch}.${formatSequence(sequence)}`
}

/**
 * Reads a cursor whose form the contract has checked.
 *
 * @throws RpgError `cursor_invalid` when its sequence is beyond what numbers can count
 */
export function decodeEventCursor(cursor: string): EventCursor {
  const [epoch = '', digits = ''] = cursor.split('.')
  const sequence = parseSequence(digits)
  if (sequence === undefined) {
    throw new RpgError('cursor_invalid', {
      errors: [{ in: 'query', pointer: '/cursor', rule: 'cursor', message: 'is not a place in a log' }],
    })
  }
  return { epoch, sequence }
}

/**
 * Refuses a cursor whose place is not in this history: never a part of the log
 * presented as whole. A cursor at the floor is good, though its own event is gone.
 *
 * @throws RpgError `cursor_expired` (410)
 */
export function requireLiveCursor(cursor: EventCursor | undefined, position: Position): void {
  if (cursor === undefined) return
  const why = staleness(cursor, position)
  if (why === undefined) return
  throw new RpgError('cursor_expired', {
    detail: `${why} Read the present state, and go on from epoch and head of a page without a cursor.`,
  })
}

function staleness({ epoch, sequence }: EventCursor, position: Position): string | undefined {
  if (epoch !== position.epoch) return 'The history of this party began anew.'
  if (sequence < position.floor) return 'Events after it were removed because of their age.'
  if (sequence > position.head) return 'It lies beyond the newest event.'
  return undefined
}
