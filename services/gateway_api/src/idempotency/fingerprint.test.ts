import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, fingerprintOf } from './fingerprint.ts'

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, reversed(part)]),
  )
}

describe('the fingerprint of a request', () => {
  test('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(
        fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__')),
        (value) => {
          expect(canonicalJson(reversed(value))).toBe(canonicalJson(value))
          expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
        },
      ),
    )
  })

  test('depends on every part of the request', () => {
    const same = { params: { id: '1' }, query: {}, body: { name: 'Ёж 🦔' }, ifMatch: '"1"' }
    const prints = [
      same,
      { ...same, params: { id: '2' } },
      { ...same, query: { limit: 1 } },
      { ...same, body: { name: 'ёж 🦔' } },
      { ...same, body: [{ name: 'Ёж 🦔' }] },
      { ...same, body: undefined },
      { ...same, ifMatch: '"2"' },
      { ...same, ifMatch: undefined },
    ].map((parts) => fingerprintOf(parts).toString('hex'))
    expect(new Set(prints).size).toBe(prints.length)
    expect(fingerprintOf({ ...same, params: { id: '1' } }).toString('hex')).toBe(prints[0])
  })
})
