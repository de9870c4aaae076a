import { expect, test } from 'vitest'
import { egor, event, marta } from '../testing/events.ts'
import { createNames } from './names.ts'

const joined = event(1, {
  type: 'io.rpgbot.campaign.member-joined.v1',
  data: { userId: egor, displayName: 'Egor', role: 'player' },
})

test('a name comes from the list, and from the feed for who has left', () => {
  const names = createNames({
    members: [{ userId: marta, displayName: 'Marta' }],
    characters: [],
    events: [joined],
  })
  expect([names.member(marta), names.member(egor), names.member('nobody')]).toEqual(['Marta', 'Egor', null])
  expect(names.known).toBe(true)
})

test('before the list is there a missing name means nothing', () => {
  expect(createNames({ members: null, characters: [], events: [] }).known).toBe(false)
})
