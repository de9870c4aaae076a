import { expect, test } from 'vitest'
import { isUniqueViolation, temporaryReasonOf } from './temporary-error.ts'

const withCode = (code: string): Error => Object.assign(new Error('from the driver'), { code })

test.each([
  ['55P03', 'lock_timeout'],
  ['57014', 'statement_timeout'],
  ['40001', 'serialization'],
  ['40P01', 'deadlock'],
  ['08006', 'connection'],
  ['57P01', 'connection'],
  ['53300', 'resources'],
  ['25006', 'read_only'],
  ['ECONNREFUSED', 'connection'],
])('%s is temporary: %s', (code, reason) => {
  expect(temporaryReasonOf(withCode(code))).toBe(reason)
})

test.each([
  'Connection terminated unexpectedly',
  'timeout exceeded when trying to connect',
  'Query read timeout',
])('the error "%s", which has no code, is a connection error', (message) => {
  expect(temporaryReasonOf(new Error(message))).toBe('connection')
})

test.each(['23505', '22P02', '42P01', '25P02'])('%s is not temporary: trying again cannot help', (code) => {
  expect(temporaryReasonOf(withCode(code))).toBeUndefined()
})

test('a mistake in the program is not temporary', () => {
  expect(temporaryReasonOf(new TypeError('x is not a function'))).toBeUndefined()
  expect(temporaryReasonOf('text')).toBeUndefined()
})

test('a unique violation is recognised, with or without the name of its constraint', () => {
  const error = Object.assign(withCode('23505'), { constraint: 'event_pkey' })
  expect(isUniqueViolation(error)).toBe(true)
  expect(isUniqueViolation(error, 'event_pkey')).toBe(true)
  expect(isUniqueViolation(error, 'other')).toBe(false)
  expect(isUniqueViolation(withCode('23503'))).toBe(false)
})
