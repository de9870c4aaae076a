import { describe, expect, it } from 'vitest'
import type { Expression } from './ast.ts'
import type { DiceErrorCode } from './error.ts'
import { parse } from './parse.ts'
import { print } from './print.ts'

function read(text: string): { printed: string; comment: string | null } {
  const result = parse(text)
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`)
  return { printed: print(result.ast), comment: result.comment }
}

function refuse(text: string) {
  const result = parse(text)
  if (result.ok) throw new Error(`${text} was accepted`)
  return result.error
}

describe('parse', () => {
  it('builds the tree of the grammar', () => {
    const expected: Expression = {
      type: 'binary',
      operator: '+',
      left: {
        type: 'dice',
        count: 4,
        sides: 6,
        operations: [{ name: 'keep', selector: { by: 'highest', value: 3 } }],
        labels: ['fire'],
      },
      right: { type: 'negate', operand: { type: 'reference', name: 'strength.modifier', labels: [] } },
    }
    expect(parse('4d6kh3[fire]+-@strength.modifier')).toEqual({ ok: true, ast: expected, comment: null })
  })

  it.each([
    ['d20', '1d20'],
    ['1D20', '1d20'],
    ['  2 d 6  +  3 ', '2d6 + 3'],
    ['d%', '1d%'],
    ['d100', '1d%'],
    ['4df', '4dF'],
    ['1d20adv', '2d20kh1'],
    ['d20 DIS + 2', '2d20kl1 + 2'],
    ['1d20advmi10', '2d20kh1mi10'],
    ['4d6 KH3', '4d6kh3'],
    ['2d6rr<3ro1ra6e6mi2ma5p1', '2d6rr<3ro1ra6e6mi2ma5p1'],
    ['(1d8, 1d6)kh1', '(1d8, 1d6)kh1'],
    ['-(1+2)*3/4', '-(1 + 2) * 3 / 4'],
    ['1--1', '1 - -1'],
    ['1d6 [огонь][magic  fire]', '1d6 [огонь] [magic fire]'],
    ['@сила+1', '@сила + 1'],
    ['007', '7'],
  ])('reads %s as %s', (text, printed) => {
    expect(read(text).printed).toBe(printed)
  })

  it.each([
    ['1d20 to hit', '1d20', 'to hit'],
    ['1d20+5 атака мечом 🔥', '1d20 + 5', 'атака мечом 🔥'],
    ['1d20 🔥', '1d20', '🔥'],
    ['1d20 # 5 times\n  over', '1d20', '5 times over'],
    ['1d20#', '1d20', null],
    ['1d20 advice', '1d20', 'advice'],
    ['5 damage', '5', 'damage'],
    ['5 dfire', '5', 'dfire'],
    ['4d6 keep them', '4d6', 'keep them'],
  ])('splits the comment off %s', (text, printed, comment) => {
    expect(read(text)).toEqual({ printed, comment })
  })

  it.each<[string, DiceErrorCode, number]>([
    ['', 'dice_empty', 0],
    ['   ', 'dice_empty', 0],
    ['1d', 'dice_syntax', 1],
    ['1d20+', 'dice_syntax', 5],
    ['1d20 5', 'dice_syntax', 5],
    ['1d20)', 'dice_syntax', 4],
    ['(1d20', 'dice_syntax', 5],
    ['()', 'dice_syntax', 1],
    ['1.5', 'dice_syntax', 1],
    ['--1', 'dice_syntax', 1],
    ['1d6[]', 'dice_syntax', 3],
    ['1d6[fire', 'dice_syntax', 3],
    ['hello', 'dice_syntax', 0],
    ['1к20', 'dice_syntax', 1],
    ['4d6keep', 'dice_syntax', 3],
    ['@', 'dice_syntax', 0],
    ['0d6', 'dice_count', 0],
    ['1d0', 'dice_sides', 0],
    ['2d6adv', 'dice_advantage', 0],
    ['1d20+5 adv', 'dice_advantage', 7],
    ['(1d6)rr1', 'dice_operation', 5],
    ['2d6 + 2d6mi>2', 'dice_selector', 9],
    ['2d6eh1', 'dice_selector', 3],
    ['1000000001', 'dice_limit_integer', 0],
    ['2d1000001', 'dice_limit_sides', 0],
    ['2d6mi1000001', 'dice_limit_sides', 3],
    ['1 + 9999999d6', 'dice_limit_dice', 4],
    ['101d6', 'dice_limit_dice', 0],
    ['100d6+100d6+100d6+100d6+100d6+1d6', 'dice_limit_total_dice', 30],
  ])('refuses %s with %s at %i', (text, code, position) => {
    expect(refuse(text)).toMatchObject({ code, position, message: expect.stringMatching(/\.$/u) })
  })

  it('takes 200 characters, counted as people count them, and refuses 201', () => {
    const text = `1d20 ${'🔥'.repeat(195)}`
    expect(read(text).comment).toHaveLength(390)
    expect(refuse(`${text}!`)).toMatchObject({ code: 'dice_limit_length', limit: 200, position: 200 })
    expect(refuse('1'.repeat(65_536))).toMatchObject({ code: 'dice_limit_length' })
  })

  it('takes parentheses 12 deep and refuses 13', () => {
    const nest = (depth: number) => `${'('.repeat(depth)}1${')'.repeat(depth)}`
    expect(read(nest(12)).printed).toBe(nest(12))
    expect(refuse(nest(13))).toMatchObject({ code: 'dice_limit_depth', limit: 12, position: 12 })
    expect(refuse('('.repeat(200))).toMatchObject({ code: 'dice_limit_depth' })
  })

  it('counts siblings at their own depth', () => {
    expect(parse('(1)+(1)+(1)+(1)+(1)+(1)+(1)+(1)+(1)+(1)+(1)+(1)+(1)+(1)').ok).toBe(true)
  })
})
