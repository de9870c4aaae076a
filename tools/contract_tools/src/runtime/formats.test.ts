import { describe, expect, it } from 'vitest'
import { date, dateTime, int32, int64, uri, uuid } from './formats.ts'

describe('formats', () => {
  it.each(['2024-02-29', '2026-11-24', '2000-02-29'])('take the date %s', (text) => {
    expect(date(text)).toBe(true)
  })

  it.each(['2023-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-11-31', '2026-11-00', '26-11-24'])(
    'refuse the date %s',
    (text) => {
      expect(date(text)).toBe(false)
    },
  )

  it.each(['2026-11-24T10:20:30Z', '2026-11-24T10:20:30.123456Z', '2026-11-24t10:20:30+03:00'])(
    'take the time %s',
    (text) => {
      expect(dateTime(text)).toBe(true)
    },
  )

  it.each([
    '2026-11-24T10:20:30',
    '2026-11-24 10:20:30Z',
    '2026-11-24T24:00:00Z',
    '2026-11-24T10:60:00Z',
    '2026-11-24T10:20:60Z',
    '2026-11-24T10:20:30+24:00',
    '2026-11-24',
    '',
  ])('refuse the time %j', (text) => {
    expect(dateTime(text)).toBe(false)
  })

  it('tell a UUID and a URI from what only looks like one', () => {
    expect(uuid.test('01936d2c-7a00-7000-8000-000000000001')).toBe(true)
    expect(uuid.test('urn:uuid:01936d2c-7a00-7000-8000-000000000001')).toBe(false)
    expect(uuid.test('01936d2c7a0070008000000000000001')).toBe(false)
    expect(uri.test('https://example.org/a?b#c')).toBe(true)
    expect(uri.test('/relative')).toBe(false)
    expect(uri.test('https://example.org/a b')).toBe(false)
  })

  it('hold integers to their size', () => {
    expect([int32.validate(2 ** 31 - 1), int32.validate(2 ** 31), int32.validate(1.5)]).toEqual([
      true,
      false,
      false,
    ])
    expect([int64.validate(2 ** 53 - 1), int64.validate(2 ** 53)]).toEqual([true, false])
  })
})
