import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from './parse.ts'
import { print } from './print.ts'
import { anyExpression, anyText } from './testing-expressions.ts'

const roomy = { length: 100_000, totalDice: 100_000, depth: 50 }

describe('print', () => {
  it('is read back as an equal tree, for every tree', () => {
    fc.assert(
      fc.property(anyExpression, (ast) => {
        expect(parse(print(ast), roomy)).toEqual({ ok: true, ast, comment: null })
      }),
      { numRuns: 500 },
    )
  })

  it('gives the same text again for every text that parses', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const first = parse(text)
        if (!first.ok) return
        const printed = print(first.ast, first.comment)
        const second = parse(printed, roomy)
        expect(second).toEqual(first)
        expect(second.ok && print(second.ast, second.comment)).toBe(printed)
      }),
      { numRuns: 3000 },
    )
  })

  it('is at most twice as long as what was typed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const result = parse(text)
        if (result.ok) expect(print(result.ast).length).toBeLessThanOrEqual(text.length * 2)
      }),
      { numRuns: 3000 },
    )
  })

  it('puts the comment behind a number sign', () => {
    const result = parse('1d20 # # 5 tries')
    expect(result.ok && print(result.ast, result.comment)).toBe('1d20 # # 5 tries')
  })
})
