import { describe, expect, test } from 'vitest'
import { namesOf } from './sheet-names.ts'

const sheet = { level: 3, traits: { сила: 2 }, tired: true, calm: false, attacks: [{ bonus: 5 }], name: 'Ёж' }

describe('a name', () => {
  const resolve = namesOf(sheet, new Map([['dex', -1]]))

  test('is a derived value, a path to a number, or a flag as 1 or 0', () => {
    const names = ['dex', 'level', 'traits.сила', 'attacks.0.bonus', 'tired', 'calm']
    expect(names.map(resolve)).toEqual([-1, 3, 2, 5, 1, 0])
  })

  test('of text, of a part that is no number, or of nothing is unknown', () => {
    for (const name of ['name', 'traits', 'attacks', 'attacks.1.bonus', 'level.x', 'name.length', 'magic']) {
      expect(resolve(name), name).toBeUndefined()
    }
  })

  test('never reaches what JavaScript objects inherit', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'constructor.length']) {
      expect(resolve(name), name).not.toBeTypeOf('function')
    }
    expect(resolve('constructor.length')).toBeUndefined()
  })

  test('that is derived wins over the sheet', () => {
    expect(namesOf(sheet, new Map([['level', 9]]))('level')).toBe(9)
  })
})
