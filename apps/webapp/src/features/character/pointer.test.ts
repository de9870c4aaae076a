import fc from 'fast-check'
import { expect, test } from 'vitest'
import { getPointer, setPointer, stepsOf } from './pointer.ts'

const sheet = { hp: { current: 3 }, attacks: [{ bonus: 2 }, { bonus: 5 }], 'a/b': { '~': 1 } }

test('values are found through objects, arrays and escapes', () => {
  expect(getPointer(sheet, '/hp/current')).toBe(3)
  expect(getPointer(sheet, '/attacks/1/bonus')).toBe(5)
  expect(getPointer(sheet, '/a~1b/~0')).toBe(1)
  expect(getPointer(sheet, '')).toBe(sheet)
})

test.each(['/nothing', '/hp/current/deeper', '/attacks/7/bonus', '/toString', '/attacks/length/x'])(
  'what is not there is undefined: %s',
  (pointer) => {
    expect(getPointer(sheet, pointer)).toBeUndefined()
  },
)

test('a value is set in a copy and everything else stays the same object', () => {
  const changed = setPointer(sheet, '/attacks/0/bonus', 9) as typeof sheet
  expect(changed.attacks[0]?.bonus).toBe(9)
  expect(changed.attacks[1]).toBe(sheet.attacks[1])
  expect(changed.hp).toBe(sheet.hp)
  expect(sheet.attacks[0]?.bonus).toBe(2)
})

test('missing parents are made, places beyond an array are not', () => {
  expect(setPointer({}, '/a/b', 1)).toEqual({ a: { b: 1 } })
  expect(setPointer({ list: [1] }, '/list/-', 2)).toEqual({ list: [1, 2] })
  expect(setPointer({ list: [1] }, '/list/5', 2)).toEqual({ list: [1] })
})

test('a step called __proto__ is data', () => {
  const changed = setPointer({}, '/__proto__/polluted', true)
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  expect(getPointer(changed, '/__proto__/polluted')).toBe(true)
})

test('what was set is found again, whatever the names', () => {
  const escaped = (step: string) => step.replaceAll('~', '~0').replaceAll('/', '~1')
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), fc.integer(), (steps, value) => {
      const pointer = steps.map((step) => `/${escaped(step)}`).join('')
      expect(stepsOf(pointer)).toEqual(steps)
      expect(getPointer(setPointer({}, pointer, value), pointer)).toBe(value)
    }),
  )
})
