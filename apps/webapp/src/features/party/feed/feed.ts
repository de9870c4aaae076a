import type { Cursor, PartyEvent } from '@rpg-bot/rpg_sdk/party'

/** What is known of a party's log on this device. Immutable. */
export interface Feed {
  /** Oldest first, each sequence once, all of one epoch. */
  readonly events: readonly PartyEvent[]
  /** Last position that is part of this state; the live channel goes on after it. */
  readonly cursor: Cursor | null
  /** Where reading back goes on; null when the beginning is reached, undefined while nobody asked. */
  readonly older: string | null | undefined
}

export const emptyFeed: Feed = { events: [], cursor: null, older: undefined }

/**
 * Adds events in any order, any number of times. An epoch that is not the feed's is another history: when
 * `cursor` belongs to it, the old one is forgotten, otherwise its events are left out.
 *
 * @param cursor position that is reached with these events, or null when they are old ones
 */
export function addEvents(feed: Feed, events: readonly PartyEvent[], cursor: Cursor | null): Feed {
  const epoch = cursor?.epoch ?? feed.cursor?.epoch ?? events[0]?.streamepoch
  const base = feed.cursor !== null && feed.cursor.epoch !== epoch ? emptyFeed : feed
  const known = new Map(base.events.map((event) => [event.sequence, event]))
  for (const event of events) {
    if (event.streamepoch === epoch && !known.has(event.sequence)) known.set(event.sequence, event)
  }
  const next = cursor !== null && !isAhead(base.cursor, cursor) ? cursor : base.cursor
  return {
    events: known.size === base.events.length ? base.events : inOrder([...known.values()]),
    cursor: next,
    older: base.older,
  }
}

/** Adds a page that was read backwards. */
export function addOlder(feed: Feed, page: { events: readonly PartyEvent[]; next: string | null }): Feed {
  return { ...addEvents(feed, page.events, null), older: page.next }
}

/** The cursor for the next page backwards; null when there is nothing further. */
export function olderCursor(feed: Feed): string | null {
  if (feed.older !== undefined) return feed.older
  const [first] = feed.events
  // The first event of a party has nothing before it.
  return first === undefined || BigInt(first.sequence) === 1n
    ? null
    : `${first.streamepoch}.${first.sequence}`
}

/** The newest events only, to be kept on the device; what is cut off can be read back from the server. */
export function newestOf(feed: Feed, count: number): Feed {
  if (feed.events.length <= count) return feed
  return { events: feed.events.slice(-count), cursor: feed.cursor, older: undefined }
}

function isAhead(left: Cursor | null, right: Cursor): boolean {
  return left !== null && left.epoch === right.epoch && left.sequence > right.sequence
}

function inOrder(events: PartyEvent[]): PartyEvent[] {
  return events.sort((left, right) => (left.sequence < right.sequence ? -1 : 1))
}
