import type { PartyEvent } from '@rpg-bot/rpg_sdk/party'
import type { KeyValue } from '../../../platform/platform.ts'
import { type Feed, newestOf } from '../feed/feed.ts'
import type { Pending } from './pending.ts'

/** Events that stay on the device, and with them the cursor: a reload goes on where this state ends. */
const keptEvents = 300
const version = 1

export interface Kept {
  feed: Feed
  pending: readonly Pending[]
}

/** Keeps the newest part of a table. State and cursor are one record, so neither can be ahead of the other. */
export function createRoomCache({ storage, key }: { storage: KeyValue; key: string }) {
  return {
    async read(): Promise<Kept | null> {
      const text = await storage.get(key)
      return text === null ? null : parseKept(text)
    },
    write({ feed, pending }: Kept): Promise<void> {
      const { events, cursor } = newestOf(feed, keptEvents)
      return storage.set(key, JSON.stringify({ version, events, cursor, pending }))
    },
  }
}

export type RoomCache = ReturnType<typeof createRoomCache>

/** Reads what an earlier visit kept; anything that is not of this version or not whole counts as nothing. */
export function parseKept(text: string): Kept | null {
  try {
    const value = JSON.parse(text) as Partial<{
      version: number
      events: PartyEvent[]
      cursor: Feed['cursor']
      pending: Pending[]
    }>
    const { events, cursor, pending } = value
    if (value.version !== version || !Array.isArray(events) || !Array.isArray(pending)) return null
    if (typeof cursor?.epoch !== 'string' || typeof cursor.sequence !== 'string') return null
    return { feed: { events, cursor, older: undefined }, pending }
  } catch {
    return null
  }
}
