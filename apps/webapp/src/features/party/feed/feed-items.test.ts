import { expect, test } from 'vitest'
import { egor, event, marta, message } from '../testing/events.ts'
import { feedItems } from './feed-items.ts'

const dayOf = (time: string) => time.slice(0, 10)
const kinds = (events: Parameters<typeof feedItems>[0]) => feedItems(events, dayOf).map(({ kind }) => kind)
const character = '01890000-0000-7000-8000-00000000c001'

test('a day begins with its divider, and only when something is shown', () => {
  expect(
    kinds([
      message(1),
      event(2, { type: 'io.rpgbot.party.song-sung.v1', data: {}, time: '2026-11-25T10:00:00.000Z' }),
      message(3, { time: '2026-11-26T10:00:00.000Z' }),
    ]),
  ).toEqual(['day', 'message', 'day', 'message'])
})

test('messages of one voice in a row stand together', () => {
  const joined = feedItems(
    [
      message(1),
      message(2),
      message(3, { actor: egor }),
      message(4, { actor: egor, characterId: character }),
      message(5, { actor: egor, characterId: character, time: '2026-11-24T18:36:00.000Z' }),
    ],
    dayOf,
  ).flatMap((item) => (item.kind === 'message' ? [item.joined] : []))
  expect(joined).toEqual([false, true, false, false, false])
})

test('a sheet that saves itself leaves one line', () => {
  const data = { characterId: character, ownerId: marta, name: 'Moss' }
  const update = (sequence: number) =>
    event(sequence, { type: 'io.rpgbot.character.character-updated.v1', data })
  expect(kinds([update(1), update(2), update(3), message(4), update(5)])).toEqual([
    'day',
    'notice',
    'message',
    'notice',
  ])
})

test('an evening, a scene and an event of an integrator keep what they carry', () => {
  const items = feedItems(
    [
      event(1, {
        type: 'io.rpgbot.session.session-opened.v1',
        data: { sessionId: character, number: 3, title: 'Fog' },
      }),
      event(2, { type: 'io.rpgbot.party.scene-set.v1', data: { title: 'The pier' } }),
      event(3, {
        type: 'io.rpgbot.custom.event-sent.v1',
        data: { name: 'com.example.torch', payload: { html: '<b>' } },
      }),
    ],
    dayOf,
  )
  expect(items.slice(1)).toMatchObject([
    { kind: 'evening', opened: true, number: 3, title: 'Fog' },
    { kind: 'scene', title: 'The pier', description: '' },
    { kind: 'custom', name: 'com.example.torch', payload: { html: '<b>' } },
  ])
})
