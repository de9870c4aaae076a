import { RpgProblem } from '@rpg-bot/rpg_sdk'
import type { FollowOptions, PartyClient, PartyFeed } from '@rpg-bot/rpg_sdk/party'
import { expect, test } from 'vitest'
import type { ConnectionState } from '../../../app/services.ts'
import { createMemoryStorage } from '../../../platform/memory-platform.ts'
import { createValue } from '../../../platform/readable.ts'
import { message, partyId } from '../testing/events.ts'
import { createRoom } from './room.ts'
import { createRoomCache, parseKept } from './room-cache.ts'

const settle = () => new Promise((resolve) => setTimeout(resolve))
const cursorOf = (sequence: number) => ({
  epoch: 'abcdefghijk',
  sequence: String(sequence).padStart(16, '0'),
})
const hello = { type: 'io.rpgbot.party.message-posted.v1', data: { text: 'Hello' } } as const

/** A room on a line that the test plays by hand. */
async function sit(storage = createMemoryStorage()) {
  const follows: FollowOptions[] = []
  const published: { id: string; refuse: (code: string) => void }[] = []
  let closed = 0
  const client = {
    follow(_party: string, options: FollowOptions): PartyFeed {
      follows.push(options)
      return {
        cursor: null,
        live: true,
        publish: (_type, _data, id = '') =>
          new Promise((_, reject) => {
            published.push({ id, refuse: (code) => reject(new RpgProblem({ code, status: 422 })) })
          }),
        close() {
          closed += 1
          for (const { refuse } of published) refuse('network_failed')
        },
      }
    },
  } as unknown as PartyClient
  const connection = createValue<ConnectionState>('live')
  const room = createRoom({
    partyId,
    cache: createRoomCache({ storage, key: 'room' }),
    now: () => 1,
    delay: (run, milliseconds) => {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
  })
  const release = room.attach(client, connection)
  await settle()
  const follow = () => {
    const last = follows.at(-1)
    if (last === undefined) throw new Error('Nobody follows.')
    return last
  }
  const hear = (sequence: number) => follow().onEvent(message(sequence), cursorOf(sequence))
  return { room, storage, release, connection, published, follow, hear, closed: () => closed }
}

test('the first visit asks for the newest, a reload goes on after what is kept', async () => {
  const first = await sit()
  expect(first.follow()).toMatchObject({ cursor: null, start: { at: 'last' } })
  for (const sequence of [1, 2, 3]) first.hear(sequence)
  first.follow().onLive?.()
  first.release()
  const second = await sit(first.storage)
  expect(second.follow().cursor).toEqual(cursorOf(3))
  expect(second.room.store.getState().feed.events).toHaveLength(3)
})

test('only what happens before the eyes is fresh', async () => {
  const { room, hear, follow } = await sit()
  hear(1)
  follow().onLive?.()
  hear(2)
  expect([...room.store.getState().fresh]).toEqual([message(2).id])
})

test('words stay until they stand in the feed', async () => {
  const { room, follow, published } = await sit()
  follow().onLive?.()
  room.say(hello)
  const [entry] = room.store.getState().pending
  expect(entry).toMatchObject({ status: 'sending', id: published[0]?.id })
  follow().onEvent({ ...message(1), id: entry?.id ?? '' }, cursorOf(1))
  expect(room.store.getState().pending).toEqual([])
})

test('a refusal is shown, and a second try keeps the id', async () => {
  const { room, published } = await sit()
  room.say(hello)
  published[0]?.refuse('role_forbidden')
  await settle()
  const [entry] = room.store.getState().pending
  expect(entry).toMatchObject({ status: 'failed', code: 'role_forbidden' })
  room.retry(entry?.id ?? '')
  expect(published.map(({ id }) => id)).toEqual([entry?.id, entry?.id])
})

test('leaving the table loses no words: they are sent again with the same id', async () => {
  const first = await sit()
  first.hear(1)
  first.follow().onLive?.()
  first.room.say(hello)
  first.release()
  await settle()
  expect(first.closed()).toBe(1)
  expect(first.room.store.getState().pending).toMatchObject([{ status: 'sending' }])
  const second = await sit(first.storage)
  expect(second.published[0]?.id).toBe(first.published[0]?.id)
})

test('another history replaces the feed and says so', async () => {
  const { room, hear, follow } = await sit()
  hear(1)
  follow().onLive?.()
  follow().onReset?.('epoch_changed')
  expect(room.store.getState()).toMatchObject({ replaced: true, feed: { events: [] } })
})

test('a lost connection is not live any more', async () => {
  const { room, follow, connection } = await sit()
  follow().onLive?.()
  connection.set('reconnecting')
  expect(room.store.getState()).toMatchObject({ live: false, wasLive: true })
})

test('reading back skips pages of which nothing may be seen', async () => {
  const { room, hear, follow } = await sit()
  hear(9)
  follow().onLive?.()
  const asked: string[] = []
  await room.loadOlder(async (cursor) => {
    asked.push(cursor)
    return asked.length === 1
      ? { items: [], nextCursor: 'abcdefghijk.0000000000000005' }
      : { items: [message(4)], nextCursor: null }
  })
  expect(asked).toEqual(['abcdefghijk.0000000000000009', 'abcdefghijk.0000000000000005'])
  expect(room.store.getState().feed.events.map(({ sequence }) => Number(sequence))).toEqual([4, 9])
})

test('what was trimmed counts as the beginning, another failure can be tried again', async () => {
  const { room, hear, follow } = await sit()
  hear(9)
  follow().onLive?.()
  await room.loadOlder(() => Promise.reject(new Error('no network')))
  expect(room.store.getState().older).toBe('failed')
  await room.loadOlder(() => Promise.reject(new RpgProblem({ code: 'cursor_expired', status: 410 })))
  expect(room.store.getState()).toMatchObject({ older: 'idle', feed: { older: null } })
})

test.each(['', '{', 'null', '{"version":1}', '{"version":2,"events":[],"pending":[],"cursor":null}'])(
  'what is not a kept table is nothing: %s',
  (text) => {
    expect(parseKept(text)).toBeNull()
  },
)
