import { createId, isProblem } from '@rpg-bot/rpg_sdk'
import type { Cursor, PartyClient, PartyEvent, PartyFeed } from '@rpg-bot/rpg_sdk/party'
import { createStore } from 'zustand/vanilla'
import type { ConnectionState } from '../../../app/services.ts'
import type { Readable, Release } from '../../../platform/readable.ts'
import { addEvents, addOlder, emptyFeed, type Feed, olderCursor } from '../feed/feed.ts'
import { type Draft, nextPending, type Pending, type PendingEvent } from './pending.ts'
import type { RoomCache } from './room-cache.ts'

export interface RoomState {
  feed: Feed
  pending: readonly Pending[]
  /** What the device remembers has been read; before that nothing is known, not even emptiness. */
  restored: boolean
  live: boolean
  /** It was live before, in this visit or in the one that is remembered. */
  wasLive: boolean
  ended: string | null
  /** The server's history is another one than ours was; the feed began anew. */
  replaced: boolean
  /** Ids of events that happened before the reader's eyes. */
  fresh: ReadonlySet<string>
  older: 'idle' | 'loading' | 'failed'
}

/** One page of the log, read backwards. */
export type ReadOlder = (
  cursor: string,
) => Promise<{ items: readonly PartyEvent[]; nextCursor: string | null }>

export interface RoomOptions {
  partyId: string
  cache: RoomCache
  now: () => number
  /** Delays work; returns what undoes it. */
  delay: (run: () => void, milliseconds: number) => () => void
}

/** How many positions are read when nothing is known yet. */
const firstPage = 100
/** Replayed events are shown together after so many milliseconds. */
const gather = 60
/** State is kept on the device at most this often, in milliseconds. */
const keepEvery = 400
/** Pages in a row of which this reader may see nothing. */
const mostEmptyPages = 5
const mostFresh = 50

export type Room = ReturnType<typeof createRoom>

/** The table of one party for this visit: its feed, what is being said, and the line to the server. */
export function createRoom({ partyId, cache, now, delay }: RoomOptions) {
  const store = createStore<RoomState>()(() => ({
    feed: emptyFeed,
    pending: [],
    restored: false,
    live: false,
    wasLive: false,
    ended: null,
    replaced: false,
    fresh: new Set(),
    older: 'idle',
  }))
  let line: PartyFeed | null = null
  let arrived: { events: PartyEvent[]; cursor: Cursor } | null = null
  let cancelGather: (() => void) | null = null
  let cancelKeep: (() => void) | null = null

  const restoring = cache.read().then((kept) => {
    if (kept === null) return store.setState({ restored: true })
    store.setState({ feed: kept.feed, pending: kept.pending, wasLive: true, restored: true })
  })

  function keepNow(): void {
    cancelKeep?.()
    cancelKeep = null
    const { feed, pending } = store.getState()
    if (feed.cursor !== null) void cache.write({ feed, pending })
  }

  function change(next: Partial<RoomState>): void {
    store.setState(next)
    cancelKeep ??= delay(keepNow, keepEvery)
  }

  function changePending(event: PendingEvent): void {
    change({ pending: nextPending(store.getState().pending, event) })
  }

  /** Shows what has arrived. State and cursor move together. */
  function show(): void {
    cancelGather?.()
    cancelGather = null
    if (arrived === null) return
    const { events, cursor } = arrived
    arrived = null
    const { feed, pending, fresh, live } = store.getState()
    const ids = live ? [...fresh, ...events.map(({ id }) => id)].slice(-mostFresh) : null
    change({
      feed: addEvents(feed, events, cursor),
      pending: nextPending(pending, { type: 'seen', events }),
      ...(ids !== null && { fresh: new Set(ids) }),
    })
  }

  function hear(event: PartyEvent, cursor: Cursor): void {
    arrived = { events: [...(arrived?.events ?? []), event], cursor }
    if (store.getState().live) show()
    else cancelGather ??= delay(show, gather)
  }

  function send(entry: Pending): void {
    const through = line
    if (through === null) return
    through.publish(entry.type, entry.data, entry.id).catch((error: unknown) => {
      // A line that was let go is no refusal: the words wait for the next one.
      if (line !== through) return
      changePending({ type: 'refused', id: entry.id, code: isProblem(error) ? error.code : 'network_failed' })
    })
  }

  return {
    store,
    /** Follows the party until released; goes on after the last position that is known here. */
    attach(client: PartyClient, connection: Readable<ConnectionState>): Release {
      let released = false
      const stopWatching = connection.subscribe(() => {
        if (connection.get() !== 'live' && store.getState().live) store.setState({ live: false })
      })
      void restoring.then(() => {
        if (released) return
        line = client.follow(partyId, {
          cursor: store.getState().feed.cursor,
          start: { at: 'last', count: firstPage },
          onEvent: hear,
          onLive() {
            show()
            store.setState({ live: true, wasLive: true, ended: null })
          },
          onReset() {
            arrived = null
            change({ feed: emptyFeed, replaced: true, live: false })
          },
          onEnded(code) {
            show()
            store.setState({ ended: code, live: false })
          },
        })
        for (const entry of store.getState().pending) if (entry.status === 'sending') send(entry)
      })
      return () => {
        released = true
        stopWatching()
        show()
        keepNow()
        const through = line
        line = null
        // Coming back, nothing of this is new any more.
        store.setState({ live: false, fresh: new Set() })
        through?.close()
      }
    },
    /** Says something: it stands in the feed at once and is sent when the line is there. */
    say(draft: Draft): void {
      const entry: Pending = { ...draft, id: createId(), at: now(), status: 'sending', code: null }
      changePending({ type: 'said', entry })
      send(entry)
    },
    retry(id: string): void {
      changePending({ type: 'retried', id })
      const entry = store.getState().pending.find((each) => each.id === id)
      if (entry !== undefined) send(entry)
    },
    drop: (id: string): void => changePending({ type: 'dropped', id }),
    /** Reads back until something is found, or the beginning. */
    async loadOlder(read: ReadOlder): Promise<void> {
      if (store.getState().older === 'loading') return
      store.setState({ older: 'loading' })
      try {
        for (let page = 0; page < mostEmptyPages; page += 1) {
          const cursor = olderCursor(store.getState().feed)
          if (cursor === null) break
          const { items, nextCursor } = await read(cursor)
          change({ feed: addOlder(store.getState().feed, { events: items, next: nextCursor }) })
          if (items.length > 0) break
        }
        store.setState({ older: 'idle' })
      } catch (error) {
        // What was trimmed can not be read by anybody.
        if (isProblem(error, 'cursor_expired')) {
          change({ feed: { ...store.getState().feed, older: null }, older: 'idle' })
        } else store.setState({ older: 'failed' })
      }
    },
    /** The reader knows now that the history is another one. */
    settle: (): void => store.setState({ replaced: false }),
    /** Keeps the state at once, such as before the app may be put to sleep. */
    keepNow,
  }
}
