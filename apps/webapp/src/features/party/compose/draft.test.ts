import { expect, test } from 'vitest'
import { longest, readyText, remaining } from './draft.ts'

test('blank words are not sent', () => {
  for (const blank of ['', ' ', '\n\n']) expect(readyText(blank)).toBeNull()
  expect(readyText(' Hello\n\n')).toBe('Hello')
})

test('what is too long is not sent, and the end is announced before it comes', () => {
  expect(readyText('a'.repeat(longest))).toHaveLength(longest)
  expect(readyText('a'.repeat(longest + 1))).toBeNull()
  expect(remaining('a')).toBeNull()
  expect(remaining('a'.repeat(longest - 10))).toBe(10)
})
