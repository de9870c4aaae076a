import { expect, test } from 'vitest'
import { takesAdvantage, withAdvantage } from './roll-expression.ts'

test.each([
  ['1d20+@dex', '1d20adv+@dex'],
  ['d20', '1d20adv'],
  ['2d6 + 1d20', '2d6 + 1d20adv'],
  ['1d20 [attack] + 5', '1d20adv [attack] + 5'],
])('advantage goes behind the first d20: %s', (expression, expected) => {
  expect(withAdvantage(expression, 'advantage')).toBe(expected)
})

test.each(['2d20kh1', '2d6+@might', '1d200', '11d20', '1d20kh1', '1d20adv', '@d20', '3d6'])(
  'where it means nothing it changes nothing: %s',
  (expression) => {
    expect(takesAdvantage(expression)).toBe(false)
    expect(withAdvantage(expression, 'disadvantage')).toBe(expression)
  },
)

test('disadvantage and none', () => {
  expect(withAdvantage('1d20+5', 'disadvantage')).toBe('1d20dis+5')
  expect(withAdvantage('1d20+5', 'none')).toBe('1d20+5')
})
