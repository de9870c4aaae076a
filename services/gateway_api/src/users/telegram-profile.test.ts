import fc from 'fast-check'
import { expect, test } from 'vitest'
import { profileOf } from './telegram-profile.ts'

const nameOf = (firstName: string, lastName?: string, username?: string): string =>
  profileOf({
    id: 1,
    firstName,
    ...(lastName === undefined ? {} : { lastName }),
    ...(username === undefined ? {} : { username }),
  }).displayName

test.each([
  ['Анна', 'Ёжикова 🦔', 'Анна Ёжикова 🦔'],
  ['Anna', undefined, 'Anna'],
  ['  Anna\n\tMaria ', ' ', 'Anna Maria'],
  ['An\u0000na', undefined, 'An na'],
  ['\u202eAnna\u2066', '\u2069Ёж\u202c', 'Anna Ёж'],
  ['A\ud800b', undefined, 'A\ufffdb'],
])('%j and %j are shown as %j', (firstName, lastName, shown) => {
  expect(nameOf(firstName, lastName)).toBe(shown)
})

test('a name without a visible character falls back to the user name, then to a word', () => {
  expect(nameOf('\u200b\u200d', undefined, 'anna')).toBe('anna')
  expect(nameOf('\u3164')).toBe('Adventurer')
  expect(nameOf('\uffa0\u202e')).toBe('Adventurer')
  expect(nameOf('')).toBe('Adventurer')
})

test('a family emoji at the edge is left out whole instead of cut into its people', () => {
  expect(nameOf(`${'x'.repeat(62)}👨‍👩‍👧‍👦`)).toBe('x'.repeat(62))
})

test('any name fits the contract and the database', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.option(fc.string({ unit: 'binary' })),
      (first, last) => {
        const name = nameOf(first, last ?? undefined)
        expect(name.isWellFormed()).toBe(true)
        expect([...name].length).toBeGreaterThan(0)
        expect([...name].length).toBeLessThanOrEqual(64)
        expect(name).toMatch(/\S/)
        expect(name).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u)
      },
    ),
  )
})

test('a language code is taken over only if it looks like one', () => {
  const codeOf = (languageCode: string) => profileOf({ id: 1, firstName: 'A', languageCode }).languageCode
  expect(codeOf('pt-br')).toBe('pt-br')
  expect(codeOf('')).toBeNull()
  expect(codeOf('русский')).toBeNull()
  expect(codeOf('x'.repeat(17))).toBeNull()
})
