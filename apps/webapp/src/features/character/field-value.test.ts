import { expect, test } from 'vitest'
import type { SheetField } from './character-queries.ts'
import { boundsOf, type FieldSource, maxLengthOf, numberView, pipsOf, signed } from './field-value.ts'

const label = { en: 'x', ru: 'x' }
const roll = { expression: '1d20+@dex', label }
const field = (parts: Partial<SheetField>): SheetField => ({
  pointer: '/dex',
  label,
  kind: 'number',
  ...parts,
})
const source: FieldSource = {
  document: {
    name: '',
    sheet: { dex: 14, level: 5, trained: true, skill: 2, hp: { current: 4, maximum: 11 }, odd: 'text' },
  },
  derived: { dex: 2, proficiency: 3, save: 5, stealth: 8 },
}

test('what is rolled is large, what it comes from is small', () => {
  expect(numberView(field({ derived: 'dex', roll }), source)).toEqual({ main: '+2', side: '14' })
})

test('without a roll the value itself is large', () => {
  expect(numberView(field({ pointer: '/level', derived: 'proficiency' }), source)).toEqual({
    main: '5',
    side: '+3',
  })
})

test('a value that is a modifier itself has its sign', () => {
  expect(numberView(field({ roll }), source)).toEqual({ main: '+14', side: null })
  expect(signed(-3)).toBe('−3')
  expect(signed(0)).toBe('+0')
})

test('training is shown as dots', () => {
  expect(pipsOf(field({ kind: 'flag', pointer: '/trained', derived: 'save', roll }), source)).toEqual({
    filled: 1,
    of: 1,
  })
  const skill = field({ pointer: '/skill', derived: 'stealth', roll, minimum: 0, maximum: 2 })
  expect(pipsOf(skill, source)).toEqual({ filled: 2, of: 2 })
  expect(pipsOf(field({ derived: 'dex', roll, minimum: 1, maximum: 30 }), source)).toBeNull()
})

test('a counter ends where the sheet says', () => {
  const counter = field({ kind: 'counter', pointer: '/hp/current', maximumPointer: '/hp/maximum' })
  expect(boundsOf(counter, source)).toEqual({ minimum: 0, maximum: 11 })
})

test('a value of another type counts as nothing', () => {
  expect(numberView(field({ pointer: '/odd' }), source).main).toBe('0')
  expect(numberView(field({ pointer: '/missing' }), source).main).toBe('0')
})

test('the schema tells how long a text may be', () => {
  const schema = {
    properties: {
      notes: { maxLength: 20 },
      attacks: { items: { properties: { name: { maxLength: 7 } } } },
    },
  }
  expect(maxLengthOf(schema, '/notes')).toBe(20)
  expect(maxLengthOf(schema, '/attacks/0/name')).toBe(7)
  expect(maxLengthOf(schema, '/nothing/here')).toBeUndefined()
})
