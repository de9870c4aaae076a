import type { Transaction } from '@rpg-bot/database'
import type { EventType } from '@rpg-bot/rpg_contracts'
import type { Announce } from '../unit-of-work.ts'
import { type EventData, partyEvent } from './party-event.ts'

/** Somebody changes something, once: what every write is done with. */
export type PartyChange = {
  readonly transaction: Transaction
  readonly announce: Announce
  /** User id of whoever does it. */
  readonly actorId: string
  readonly traceId: string
  /** The time of the change, the same for its rows and its events. */
  readonly now: Date
}

/**
 * Announces what a change did to a party.
 *
 * @param event.audience user ids of those who may read it, for types with `x-audience: listed`; left out or
 *   null is the whole party
 */
export function tell<Type extends EventType>(
  change: PartyChange,
  partyId: string,
  event: { type: Type; data: EventData<Type>; audience?: readonly string[] | null },
): void {
  const { actorId, traceId, now } = change
  change.announce(partyId, partyEvent({ ...event, partyId, actorId, traceId, now }))
}
