import type { LogEvent, Position } from './event.ts'
import type { EventLogLimits } from './limits.ts'

/** Events with sequences `start + 1 … start + events.length`, without a hole. */
type Ring = { position: Position; start: number; events: LogEvent[]; bytes: number }

type Followed = { followers: number; ring: Ring | undefined }

const sizeOf = (event: LogEvent): number => Buffer.byteLength(event.json)

function clear(ring: Ring, at: number): void {
  ring.start = at
  ring.events = []
  ring.bytes = 0
}

function dropOldest(ring: Ring, limits: EventLogLimits): void {
  let dropped = 0
  while (
    ring.events.length - dropped > limits.maxRecentEvents ||
    (ring.bytes > limits.maxRecentBytes && dropped < ring.events.length)
  ) {
    const event = ring.events[dropped]
    if (event === undefined) break
    ring.bytes -= sizeOf(event)
    dropped += 1
  }
  ring.events.splice(0, dropped)
  ring.start += dropped
}

/**
 * Memory of recent events of parties that somebody here follows, so that live delivery and a short resume read
 * nothing from the store. It only ever holds an unbroken run of committed events; what it lacks, the store has.
 */
export function createRecentEvents(limits: EventLogLimits) {
  // In order of use: the first is the least recently used.
  const parties = new Map<string, Followed>()
  let totalBytes = 0

  function change(partyId: string, followed: Followed, edit: (ring: Ring) => void): void {
    if (followed.ring === undefined) return
    totalBytes -= followed.ring.bytes
    edit(followed.ring)
    totalBytes += followed.ring.bytes
    parties.delete(partyId)
    parties.set(partyId, followed)
    for (const [, { ring }] of parties) {
      if (totalBytes <= limits.maxRecentBytesTotal) return
      if (ring === undefined) continue
      totalBytes -= ring.bytes
      clear(ring, ring.start + ring.events.length)
    }
  }

  function merge(ring: Ring, position: Position, events: readonly LogEvent[]): void {
    const first = events[0]
    if (ring.position.epoch !== position.epoch) {
      // History was rewritten: nothing held is certain any more.
      ring.position = position
      clear(ring, first === undefined ? position.head : first.sequence - 1)
    }
    const floor = Math.max(ring.position.floor, position.floor)
    ring.position = { epoch: position.epoch, head: Math.max(ring.position.head, position.head), floor }
    // A hole (another process appended in between): the newer run is worth more than the older one.
    if (first !== undefined && first.sequence > ring.start + ring.events.length + 1)
      clear(ring, first.sequence - 1)
    for (const event of events) {
      if (event.sequence !== ring.start + ring.events.length + 1) continue
      ring.events.push(event)
      ring.bytes += sizeOf(event)
    }
    const trimmed = Math.min(Math.max(floor - ring.start, 0), ring.events.length)
    for (const event of ring.events.splice(0, trimmed)) ring.bytes -= sizeOf(event)
    ring.start += trimmed
    if (ring.events.length === 0) ring.start = Math.max(ring.start, floor)
    dropOldest(ring, limits)
  }

  return {
    /** Begins to remember a party; `stop` ends it when the last follower is gone. */
    follow(partyId: string): { ready: boolean; stop: () => void } {
      const followed = parties.get(partyId) ?? { followers: 0, ring: undefined }
      followed.followers += 1
      parties.set(partyId, followed)
      let stopped = false
      const stop = (): void => {
        if (stopped) return
        stopped = true
        followed.followers -= 1
        if (followed.followers > 0) return
        totalBytes -= followed.ring?.bytes ?? 0
        parties.delete(partyId)
      }
      return { ready: followed.ring !== undefined, stop }
    },

    /** Takes in what a commit or a read of the store has shown. Of no effect for parties nobody follows. */
    learn(partyId: string, position: Position, events: readonly LogEvent[]): void {
      const followed = parties.get(partyId)
      if (followed === undefined) return
      if (followed.ring === undefined) {
        const start = position.head
        followed.ring = { position, start, events: [], bytes: 0 }
        if (events.length === 0) return
        followed.ring.start = (events[0]?.sequence ?? start + 1) - 1
      }
      change(partyId, followed, (ring) => merge(ring, position, events))
    },

    /** Events after `after`, when the next one is held; undefined when only the store can tell. */
    take(partyId: string, after: number, limit: number): LogEvent[] | undefined {
      const followed = parties.get(partyId)
      const ring = followed?.ring
      if (followed === undefined || ring === undefined) return undefined
      const index = after - ring.start
      if (index < 0 || index >= ring.events.length) return undefined
      parties.delete(partyId)
      parties.set(partyId, followed)
      return ring.events.slice(index, index + limit)
    },

    /** The newest position known here without asking the store; undefined for parties nobody follows. */
    position: (partyId: string): Position | undefined => parties.get(partyId)?.ring?.position,

    /** Bytes held now. */
    bytes: (): number => totalBytes,
  }
}
