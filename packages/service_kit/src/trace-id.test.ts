import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSpanId, createTraceId, formatTraceParent, parseTraceParent, traceIdOf } from './trace-id.ts'

const valid = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

describe('trace ids', () => {
  test('a valid traceparent is read into its parts', () => {
    expect(parseTraceParent(valid)).toEqual({
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      parentSpanId: '00f067aa0ba902b7',
      sampled: true,
    })
  })

  test.each([
    ['upper case', valid.toUpperCase()],
    ['a zero trace id', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`],
    ['a zero span id', `00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01`],
    ['version ff', valid.replace(/^00/, 'ff')],
    ['a version 00 with more parts', `${valid}-more`],
    ['a missing part', '00-4bf92f3577b34da6a3ce929d0e0e4736'],
    ['a line break', `${valid}\n`],
    ['nothing', ''],
  ])('a traceparent with %s is not believed', (_, header) => {
    expect(parseTraceParent(header)).toBeUndefined()
    expect(traceIdOf({ headers: { traceparent: header } })).toMatch(/^[0-9a-f]{32}$/)
  })

  test('a later version is read by its known part', () => {
    expect(parseTraceParent(`01${valid.slice(2)}-extra`)?.parentSpanId).toBe('00f067aa0ba902b7')
  })

  test('whatever is written is read back', () => {
    const hex = (length: number) =>
      fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`)).filter((text) => !/^0+$/.test(text))
    fc.assert(
      fc.property(hex(32), hex(16), fc.boolean(), (traceId, parentSpanId, sampled) => {
        const parts = { traceId, parentSpanId, sampled }
        expect(parseTraceParent(formatTraceParent(parts))).toEqual(parts)
      }),
    )
  })

  test('no text at all makes the reader throw', () => {
    fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => void parseTraceParent(text)))
  })

  test('new ids have their length and do not repeat', () => {
    const ids = new Set(Array.from({ length: 2000 }, createTraceId))
    expect(ids.size).toBe(2000)
    expect(createSpanId()).toMatch(/^[0-9a-f]{16}$/)
  })
})
