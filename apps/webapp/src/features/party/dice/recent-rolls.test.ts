import { expect, test } from 'vitest'
import { egor, event, marta } from '../testing/events.ts'
import { recentRolls } from './recent-rolls.ts'

const rolled = (sequence: number, expression: string, rollerId = marta) =>
  event(sequence, {
    type: 'io.rpgbot.roll.roll-made.v1',
    data: { roll: { expression, label: null, rollerId }, audience: [] },
  })

test('the last different rolls of one person, newest first', () => {
  const events = [
    rolled(1, '1d4'),
    rolled(2, '1d20'),
    rolled(3, '1d6', egor),
    rolled(4, '1d8'),
    rolled(5, '1d20'),
  ]
  expect(recentRolls(events, marta, 2).map(({ expression }) => expression)).toEqual(['1d20', '1d8'])
})
