import { diceErrorCodes, parse, print } from '@rpg-bot/dice'
import { expect, test } from 'vitest'
import { diceWords } from './dice-words.ts'
import { aroundPosition, faultOfRefusal, readExpression } from './read-expression.ts'

const read = (text: string) => readExpression({ parse, print }, text)

test('a good expression is shown as it was understood', () => {
  expect(read('d20+@dex to hit')).toMatchObject({ ok: true })
  expect(read('2d20kh1+5')).toEqual({ ok: true, printed: '2d20kh1 + 5' })
})

test('a mistake is shown where it is', () => {
  expect(read('1d20 + ')).toMatchObject({ ok: false, code: 'dice_syntax', position: 7 })
  expect(read('9999999d6')).toMatchObject({ ok: false, position: 0 })
  expect(aroundPosition('1d20 🎲 x', 5)).toEqual({ before: '1d20 ', at: '🎲', after: ' x' })
  expect(aroundPosition('1d20', 4)).toEqual({ before: '1d20', at: '', after: '' })
})

test('a refusal of the server names the same place', () => {
  const error = { pointer: '/expression', rule: 'dice_name_unknown', message: 'At position 7: no such name.' }
  expect(faultOfRefusal([error])).toEqual({
    code: 'dice_name_unknown',
    position: 7,
    limit: null,
  })
  const limit = { ...error, rule: 'dice_limit_length', message: 'At position 200: at most 200 characters.' }
  expect(faultOfRefusal([limit])).toMatchObject({ position: 200, limit: 200 })
  expect(faultOfRefusal([])).toBeNull()
})

test('every mistake that dice can have has its own words', () => {
  expect(Object.keys(diceWords).sort()).toEqual([...diceErrorCodes].sort())
})
