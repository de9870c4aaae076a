import { expect, test } from 'vitest'
import type { SheetField } from './character-queries.ts'
import { listItems, namedField } from './list-entries.ts'

const label = { en: 'x', ru: 'x' }
const field = (pointer: string, kind: SheetField['kind'] = 'text'): SheetField => ({ pointer, kind, label })
const fields = [
  field('/class'),
  ...[0, 1].flatMap((index) => [
    field(`/attacks/${index}/name`),
    { ...field(`/attacks/${index}/bonus`, 'number'), roll: { expression: '1d20', label } },
    field(`/attacks/${index}/damage`),
  ]),
]
const sheet = (attacks: unknown) => ({
  document: { name: '', sheet: { class: 'Bard', attacks } },
  derived: {},
})

test('fields of one member of an array are one entry under its name', () => {
  const items = listItems(
    fields,
    sheet([
      { name: 'Axe', damage: '1d12+4', bonus: 6 },
      { name: '', damage: '' },
    ]),
  )
  expect(items).toEqual([
    { field: fields[0] },
    { entry: { id: '/attacks/0', name: 'Axe', note: '1d12+4', fields: [fields[2]] } },
  ])
})

test('a roll of an entry carries its name', () => {
  const entry = { id: '/attacks/0', name: 'Axe', note: '', fields: [] }
  expect(namedField(fields[2] as SheetField, entry).roll?.label.en).toBe('Axe')
})

test('an array without texts stays a list of fields', () => {
  const plain = [field('/slots/0/used', 'number')]
  expect(listItems(plain, sheet([]))).toEqual([{ field: plain[0] }])
})
