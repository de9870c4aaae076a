import type { Transaction } from '@rpg-bot/database'
import { assignSequences, type KnownEvent } from '../assign-sequences.ts'
import type { LogEvent, Position } from '../event.ts'
import { completeEvent } from '../prepare-event.ts'
import type { LogStore } from './log-store.ts'

type Entry = { event: LogEvent; known: KnownEvent; recordedAt: Date }
type Stream = { position: Position; entries: Entry[] }

/** Waits for its turn: transactions on the memory store run one after another. */
function createTurns(): <T>(run: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve()
  return (run) => {
    const turn = tail.then(run)
    tail = turn.catch(() => undefined)
    return turn
  }
}

/** There is no database behind the memory store: code that wants to write its own rows needs a real one. */
const noDatabase = new Proxy({} as Transaction, {
  get(_target, property) {
    // Asked by `await` of anything; every other use is a mistake of the test.
    if (property === 'then') return undefined
    throw new Error('The memory log has no database: use createTestDatabase for this test')
  },
})

/** Events in memory, for tests of code that needs a log and nothing else. */
export function createMemoryStore(options: { clock: () => Date; createEpoch: () => string }): LogStore {
  let streams = new Map<string, Stream>()
  const inTurn = createTurns()

  function streamOf(partyId: string): Stream {
    const found = streams.get(partyId)
    if (found !== undefined) return found
    const made: Stream = { position: { epoch: options.createEpoch(), head: 0, floor: 0 }, entries: [] }
    streams.set(partyId, made)
    return made
  }

  return {
    transact: (run) =>
      inTurn(async () => {
        // Streams are replaced, never changed, so a copy of the map is a snapshot.
        const before = new Map(streams)
        try {
          return await run(noDatabase)
        } catch (error) {
          streams = before
          throw error
        }
      }),

    async appendIn(_transaction, partyId, batch) {
      const stream = streamOf(partyId)
      const known = new Map(stream.entries.map(({ event, known }) => [event.id, known]))
      const { epoch, floor } = stream.position
      const { results, fresh, head } = assignSequences(stream.position, batch, known)
      const events = fresh.map(({ sequence, event }) => completeEvent(partyId, { epoch, sequence }, event))
      const entries = fresh.map(({ sequence, event }, index) => ({
        event: events[index] as LogEvent,
        known: { sequence, actorId: event.actorId, digest: event.digest },
        recordedAt: options.clock(),
      }))
      streams.set(partyId, { position: { epoch, head, floor }, entries: [...stream.entries, ...entries] })
      return { position: { epoch, head, floor }, results, events }
    },

    read: (partyId, after, limit) =>
      inTurn(async () => {
        const { position, entries } = streamOf(partyId)
        const events = entries.map(({ event }) => event)
        const wanted = events.filter(({ sequence }) => sequence > after && sequence > position.floor)
        return { position, events: wanted.slice(0, limit) }
      }),

    position: (partyId) => inTurn(async () => streamOf(partyId).position),

    positions: (partyIds) =>
      inTurn(async () => {
        const found = new Map<string, Position>()
        for (const partyId of partyIds) {
          const stream = streams.get(partyId)
          if (stream !== undefined) found.set(partyId, stream.position)
        }
        return found
      }),

    raiseFloor: (partyId, upTo) =>
      inTurn(async () => {
        const { position, entries } = streamOf(partyId)
        const floor = Math.min(Math.max(position.floor, upTo), position.head)
        streams.set(partyId, { position: { ...position, floor }, entries })
        return { ...position, floor }
      }),

    deleteTrimmed: (partyId, atMost) =>
      inTurn(async () => {
        const { position, entries } = streamOf(partyId)
        const count = Math.min(atMost, entries.filter(({ event }) => event.sequence <= position.floor).length)
        streams.set(partyId, { position, entries: entries.slice(count) })
        return count
      }),

    crowdedParties: ({ after, keepLast, limit }) =>
      inTurn(async () => {
        const crowded = [...streams].filter(([, { position }]) => position.head - position.floor > keepLast)
        const ids = crowded.map(([partyId]) => partyId).sort()
        return ids.filter((partyId) => after === null || partyId > after).slice(0, limit)
      }),

    verifyIdentity: async () => 'same',

    lastOlderThan: (partyId, time) =>
      inTurn(async () => {
        const { position, entries } = streamOf(partyId)
        const kept = entries.find(({ recordedAt }) => recordedAt >= time)
        return kept === undefined ? position.head : kept.event.sequence - 1
      }),
  }
}
