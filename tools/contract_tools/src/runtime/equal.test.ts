import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { equal } from './equal.ts'
import { textLength } from './text-length.ts'

describe('equal', () => {
  it('finds every JSON value equal to its copy', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => equal(value, structuredClone(value))))
  })

  it('agrees with sorted JSON text about any two values', () => {
    const text = (value: unknown): string =>
      JSON.stringify(value, (_, item: unknown) =>
        typeof item === 'object' && item !== null && !Array.isArray(item)
          ? Object.fromEntries(Object.entries(item).sort(([left], [right]) => (left < right ? -1 : 1)))
          : item,
      )
    const value = fc.jsonValue({ maxDepth: 2 })
    fc.assert(fc.property(value, value, (left, right) => equal(left, right) === (text(left) === text(right))))
  })

  it.each([
    [[], {}],
    [null, {}],
    [{ a: 1 }, { b: 1 }],
    [{ a: 1 }, { a: 1, b: 2 }],
    [
      [1, 2],
      [2, 1],
    ],
  ])('tells %j from %j', (left, right) => {
    expect(equal(left, right)).toBe(false)
  })
})

describe('textLength', () => {
  it('counts code points, as iterating a string does', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => textLength(text) === [...text].length))
  })
})
