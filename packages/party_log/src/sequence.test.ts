import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatSequence, parseSequence } from './sequence.ts'

const sequences = fc.maxSafeNat()

test('a sequence is 16 digits, and reads back as the same number', () => {
  fc.assert(
    fc.property(sequences, (sequence) => {
      const text = formatSequence(sequence)
      expect(text).toMatch(/^\d{16}$/)
      expect(parseSequence(text)).toBe(sequence)
    }),
  )
})

test('as text, sequences sort like the numbers', () => {
  fc.assert(
    fc.property(sequences, sequences, (left, right) => {
      expect(formatSequence(left) < formatSequence(right)).toBe(left < right)
    }),
  )
})

test.each([-1, 1.5, Number.NaN, 2 ** 53])('%s is no sequence', (number) => {
  expect(() => formatSequence(number)).toThrow(RangeError)
})

test.each([
  '',
  '1',
  '00000000000000001',
  '000000000000000x',
  '-000000000000001',
  '9999999999999999',
  ' 00000000000001 ',
])('the text "%s" is no sequence', (text) => {
  expect(parseSequence(text)).toBeUndefined()
})
