import type { FollowOptions, PartyClient, PartyFeed } from '@rpg-bot/rpg_sdk/party'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { App } from '../../app/app.tsx'
import { createTestParts, testPerson } from '../../app/testing.ts'
import { egor, event, marta, message, partyId } from './testing/events.ts'

const time = '2026-11-24T18:00:00Z'
const campaign = {
  id: partyId,
  name: 'The Lantern Coast',
  summary: '',
  systemId: 'minimal',
  status: 'active',
  role: 'player',
  capabilities: ['party.publish', 'roll.make'],
  memberCount: 2,
  openSessionId: null,
  createdAt: time,
  updatedAt: time,
}
const members = [
  { userId: egor, displayName: 'Egor', role: 'gm', joinedAt: time },
  { userId: testPerson.id, displayName: 'Marta', role: 'player', joinedAt: time },
]
const page = (items: unknown[]) => ({ items, nextCursor: null })
const answers = (changes: object = {}) => ({
  'GET /v1/campaigns': page([{ ...campaign, ...changes }]),
  [`GET /v1/campaigns/${partyId}`]: { ...campaign, ...changes },
  [`GET /v1/campaigns/${partyId}/members`]: page(members),
  [`GET /v1/campaigns/${partyId}/characters`]: page([]),
})
const cursorOf = (sequence: number) => ({
  epoch: 'abcdefghijk',
  sequence: String(sequence).padStart(16, '0'),
})

let release: () => Promise<void> = async () => undefined

/** Sits down at a table whose line the test plays by hand. */
async function sit(address: string, changes?: object) {
  window.history.replaceState(null, '', address)
  const parts = createTestParts({ answers: answers(changes), connection: 'live' })
  // A page is fetched once for all tests, its texts belong to each app.
  await parts.texts.open('party')
  const follows: FollowOptions[] = []
  const published: { type: string; data: object; id: string }[] = []
  const client = {
    reconnectNow: () => undefined,
    follow(_party: string, options: FollowOptions): PartyFeed {
      follows.push(options)
      return {
        cursor: null,
        live: true,
        publish: (type, data, id = '') => {
          published.push({ type, data, id })
          return new Promise(() => undefined)
        },
        close: () => undefined,
      }
    },
  } as unknown as PartyClient
  const party = { connection: parts.connection, client: () => Promise.resolve(client) }
  const element = document.createElement('div')
  document.body.append(element)
  const root = createRoot(element)
  await act(async () => root.render(<App {...parts} services={{ ...parts.services, party }} />))
  release = async () => {
    await act(async () => root.unmount())
    element.remove()
  }
  const follow = () => {
    const last = follows.at(-1)
    if (last === undefined) throw new Error('Nobody follows.')
    return last
  }
  return {
    element,
    published,
    follow,
    follows,
    log: () => element.querySelector('[role="log"]')?.textContent,
  }
}

/** Pages and lists are fetched: lets React work until the check holds. */
async function eventually(check: () => void) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    await act(async () => await new Promise((resolve) => setTimeout(resolve, 20)))
    try {
      check()
      return
    } catch (error) {
      if (attempt === 199) throw error
    }
  }
}

async function type(field: HTMLTextAreaElement, text: string) {
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(field, text)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  window.sessionStorage.clear()
})

afterEach(async () => {
  await release()
  vi.unstubAllGlobals()
})

test('the feed shows what happens with the names of the people, and payloads as text', async () => {
  const { element, follow, follows, log } = await sit(`/party/${partyId}`)
  await eventually(() => expect(follows).toHaveLength(1))
  await act(async () => {
    follow().onEvent(message(1, { actor: egor, text: 'The fog <b>rises</b>' }), cursorOf(1))
    const data = { name: 'com.example.torch', payload: { html: '<img src="x">' } }
    follow().onEvent(event(2, { type: 'io.rpgbot.custom.event-sent.v1', actor: egor, data }), cursorOf(2))
    follow().onEvent(
      event(3, { type: 'io.rpgbot.party.song-sung.v1', data: { verse: 'hidden' } }),
      cursorOf(3),
    )
    follow().onLive?.()
  })
  await eventually(() => expect(log()).toContain('Egor'))
  expect(log()).toContain('The fog <b>rises</b>')
  expect(log()).toContain('<img src=')
  expect(log()).not.toContain('hidden')
  expect(element.querySelector('[role="log"] img, [role="log"] b')).toBeNull()
})

test('words stand in the feed at once, are sent, and become an event', async () => {
  const { element, follow, follows, log, published } = await sit(`/party/${partyId}`)
  await eventually(() => expect(follows).toHaveLength(1))
  await act(async () => follow().onLive?.())
  await eventually(() => expect(element.querySelector('textarea')).not.toBeNull())
  const field = element.querySelector('textarea')
  if (field === null) throw new Error('There is no field.')
  await type(field, '  Hello  ')
  await act(async () => element.querySelector('form')?.requestSubmit())
  expect(published).toMatchObject([{ data: { text: 'Hello' } }])
  expect(log()).toContain('Sending')
  expect(field.value).toBe('')
  await act(async () => {
    const { id } = published[0] ?? { id: '' }
    follow().onEvent({ ...message(1, { actor: testPerson.id, text: 'Hello' }), id }, cursorOf(1))
  })
  expect(log()).toContain('Hello')
  expect(log()).not.toContain('Sending')
})

test('a spectator watches without a field', async () => {
  const { element, follows } = await sit(`/party/${partyId}`, { role: 'spectator', capabilities: [] })
  await eventually(() => expect(element.textContent).toContain('from the shadows'))
  expect(follows).toHaveLength(1)
  expect(element.querySelector('textarea')).toBeNull()
})

test('who loses the seat keeps what was seen and is told', async () => {
  const { element, follow, follows, log } = await sit(`/party/${partyId}`)
  await eventually(() => expect(follows).toHaveLength(1))
  await act(async () => {
    follow().onEvent(message(1, { actor: marta, text: 'Farewell' }), cursorOf(1))
    follow().onLive?.()
    follow().onEnded?.('membership_ended')
  })
  expect(element.textContent).toContain('no longer at this table')
  expect(log()).toContain('Farewell')
  expect(element.querySelector('textarea')).toBeNull()
})

test('without a last table the tab offers a choice, afterwards it goes on there', async () => {
  const { element } = await sit('/party')
  await eventually(() => expect(element.querySelector(`a[href="/party/${partyId}"]`)).not.toBeNull())
  await act(async () => element.querySelector<HTMLElement>(`a[href="/party/${partyId}"]`)?.click())
  await eventually(() => expect(element.querySelector('[role="log"]')).not.toBeNull())
  expect(window.location.pathname).toBe(`/party/${partyId}`)
})
