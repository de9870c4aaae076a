import type { PartyEvent, PublishData } from '@rpg-bot/rpg_sdk/party'

/** What this feature publishes, by type. */
export type Draft =
  | {
      type: 'io.rpgbot.party.message-posted.v1'
      data: PublishData<'io.rpgbot.party.message-posted.v1'>
    }
  | { type: 'io.rpgbot.party.scene-set.v1'; data: PublishData<'io.rpgbot.party.scene-set.v1'> }
  | { type: 'io.rpgbot.party.note-added.v1'; data: PublishData<'io.rpgbot.party.note-added.v1'> }

/** Something that was said here and has not come back from the server yet. */
export type Pending = Draft & {
  /** Id of the event to be; sending the same id again stores it once. */
  id: string
  /** Moment of sending, milliseconds since 1970. */
  at: number
  status: 'sending' | 'failed'
  /** Why it failed: a permanent code of the contract. */
  code: string | null
}

export type PendingEvent =
  | { type: 'said'; entry: Pending }
  /** It stands in the feed. */
  | { type: 'seen'; events: readonly PartyEvent[] }
  | { type: 'refused'; id: string; code: string }
  | { type: 'retried'; id: string }
  | { type: 'dropped'; id: string }

/** Pure: what is on its way after something happened. Order is the order of speaking. */
export function nextPending(pending: readonly Pending[], event: PendingEvent): readonly Pending[] {
  const change = (id: string, status: Pending['status'], code: string | null) =>
    pending.map((entry) => (entry.id === id ? { ...entry, status, code } : entry))
  switch (event.type) {
    case 'said':
      return pending.some(({ id }) => id === event.entry.id) ? pending : [...pending, event.entry]
    case 'seen': {
      if (pending.length === 0) return pending
      const ids = new Set(event.events.map(({ id }) => id))
      const rest = pending.filter(({ id }) => !ids.has(id))
      return rest.length === pending.length ? pending : rest
    }
    case 'refused':
      return change(event.id, 'failed', event.code)
    case 'retried':
      return change(event.id, 'sending', null)
    case 'dropped':
      return pending.filter(({ id }) => id !== event.id)
  }
}
