import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodePageCursor, encodePageCursor, pageOf } from './page-cursor.ts'

const shape = ['timestamp', 'uuid', 'integer', 'text'] as const

describe('page cursors', () => {
  test('come back as the sort key they were made of', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }),
        fc.uuid(),
        fc.maxSafeInteger(),
        fc
          .string({ unit: 'grapheme', maxLength: 64 })
          .filter((text) => !text.includes('\0') && text.isWellFormed()),
        (date, id, number, text) => {
          const key = [date, id, number, text] as const
          expect(decodePageCursor(encodePageCursor(key), shape)).toEqual(key)
        },
      ),
    )
  })

  test('are refused with one code, whatever else a client sends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const cursors = [text, Buffer.from(text).toString('base64url'), encodePageCursor([text])]
        for (const cursor of cursors) {
          expect(() => decodePageCursor(cursor, shape)).toThrow(
            expect.objectContaining({ code: 'cursor_invalid', status: 422 }),
          )
        }
      }),
    )
  })

  test.each([
    ['a day that PostgreSQL cannot hold', [8.64e15, 'x'], ['timestamp', 'text']],
    ['a day before PostgreSQL begins to count', [-253_402_300_799_999], ['timestamp']],
    ['a day before 1970', [-1], ['timestamp']],
    ['the year 10000', [253_402_300_800_000], ['timestamp']],
    ['a number with a fraction', [1.5], ['integer']],
    ['an upper-case id', ['0197E5A0-0000-7000-8000-000000000000'], ['uuid']],
    ['U+0000, which no text column holds', ['a\0'], ['text']],
    ['an unpaired surrogate', ['\ud800'], ['text']],
    ['too many parts', ['a', 'b'], ['text']],
  ] as const)('refuse %s', (_name, values, parts) => {
    const cursor = Buffer.from(JSON.stringify(values)).toString('base64url')
    expect(() => decodePageCursor(cursor, parts)).toThrow(expect.objectContaining({ code: 'cursor_invalid' }))
  })

  test('stand at the last row shown, and are null on the last page', () => {
    const options = { limit: 2, keyOf: (row: number) => [row], toItem: (row: number) => `#${row}` }
    const page = pageOf([5, 4, 3], options)
    expect(page.items).toEqual(['#5', '#4'])
    expect(decodePageCursor(page.nextCursor ?? '', ['integer'])).toEqual([4])
    expect(pageOf([5, 4], options)).toEqual({ items: ['#5', '#4'], nextCursor: null })
    expect(pageOf([], options)).toEqual({ items: [], nextCursor: null })
  })
})
