import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Sides } from './ast.ts'
import type { ByteSource } from './faces.ts'
import { createSeededBytes } from './node.ts'
import { parse } from './parse.ts'
import { type RollResult, type RollTerm, roll } from './roll.ts'
import { anyExpression, anyText } from './testing-expressions.ts'

/** A byte source that makes dice of any size show the given faces, then runs dry. */
function loaded(faces: readonly number[]): ByteSource {
  const left = [...faces]
  return () => {
    const face = left.shift()
    if (face === undefined) throw new Error('No faces left')
    const bytes = new DataView(new ArrayBuffer(4))
    bytes.setUint32(0, face - 1)
    return new Uint8Array(bytes.buffer)
  }
}

function rollText(text: string, faces: readonly number[], sheet: Record<string, number> = {}): RollResult {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return roll(parsed.ast, { randomBytes: loaded(faces), resolve: (name) => sheet[name] })
}

/** The dice of a roll as `face:mark`, with the total. */
function summary(result: RollResult): string {
  if (!result.ok) return result.error.code
  const dice = result.terms
    .flatMap((term) => term.dice)
    .map((die) => `${die.face}${die.marks.map((each) => `:${each}`).join('')}`)
  return `${dice.join(' ')} = ${result.total}`
}

describe('roll', () => {
  it('tells every term, die and total', () => {
    expect(rollText('2d20kh1[меч] - @armour + 3', [7, 15], { armour: 4 })).toEqual({
      ok: true,
      expression: '2d20kh1 [меч] - @armour + 3',
      resolved: '2d20kh1 [меч] - 4 + 3',
      total: 14,
      diceThrown: 2,
      terms: [
        {
          sign: 1,
          expression: '2d20kh1 [меч]',
          labels: ['меч'],
          total: 15,
          references: [],
          dice: [
            { sides: 20, face: 7, value: 7, kept: false, marks: ['dropped'] },
            { sides: 20, face: 15, value: 15, kept: true, marks: [] },
          ],
        },
        {
          sign: -1,
          expression: '@armour',
          labels: [],
          total: 4,
          references: [{ name: 'armour', value: 4 }],
          dice: [],
        },
        { sign: 1, expression: '3', labels: [], total: 3, references: [], dice: [] },
      ],
    })
  })

  it.each<[string, number[], string]>([
    ['1d20adv', [3, 18], '3:dropped 18 = 18'],
    ['1d20dis', [3, 18], '3 18:dropped = 3'],
    ['4d6kh3', [1, 4, 1, 6], '1 4 1:dropped 6 = 11'],
    ['4d6pl1', [2, 4, 1, 6], '2 4 1:dropped 6 = 12'],
    ['4d6k6', [6, 4, 6, 1], '6 4:dropped 6 1:dropped = 12'],
    ['4d6k>3', [6, 4, 3, 1], '6 4 3:dropped 1:dropped = 10'],
    ['4d6kh1kl1', [6, 4, 3, 1], '6 4:dropped 3:dropped 1 = 7'],
    ['2d6rr1', [1, 5, 1, 3], '1:rerolled 5 1:rerolled 3 = 8'],
    ['2d6rr<3', [2, 5, 3], '2:rerolled 5 3 = 8'],
    ['2d6ro1', [1, 1, 1, 4], '1:rerolled 1:rerolled 1 4 = 5'],
    ['2d6ra6', [6, 6, 2], '6:exploded 6 2 = 14'],
    ['2d6e6', [6, 5, 6, 1], '6:exploded 5 6:exploded 1 = 18'],
    ['2d6e>4', [5, 1, 4], '5:exploded 1 4 = 10'],
    ['2d6mi3', [1, 4], '1:raised 4 = 7'],
    ['2d6ma3', [1, 4], '1 4:lowered = 4'],
    ['2d6e6kl1', [6, 5, 3], '6:exploded:dropped 5:dropped 3 = 3'],
    ['1d20mi10kh1', [4], '4:raised = 10'],
    ['4dF', [1, 2, 3, 3], '-1 0 1 1 = 1'],
    ['d%', [100], '100 = 100'],
    ['(1d8, 2d6)kh1', [5, 1, 3], '5 1:dropped 3:dropped = 5'],
    ['(1d8+1, 1d6)pl1 * 2', [5, 2], '5 2:dropped = 12'],
    ['-1d6+2', [5], '5 = -3'],
    ['1d1', [1], '1 = 1'],
  ])('%s of %j gives %s', (text, faces, expected) => {
    expect(summary(rollText(text, faces))).toBe(expected)
  })

  it.each<[string, number]>([
    ['7/2', 3],
    ['-7/2', -4],
    ['7/-2', -4],
    ['-7/-2', 3],
    ['6/3', 2],
    ['0*-1', 0],
    ['2+3*4-1', 13],
    ['(2+3)*4', 20],
    ['10-4-3', 3],
    ['-(0)', 0],
    ['1000000000*9007199/1000000000', 9_007_199],
  ])('%s is %i', (text, total) => {
    const result = rollText(text, [])
    expect(result.ok && Object.is(result.total, total)).toBe(true)
  })

  it.each<[string, string, number]>([
    ['1 + 2/0', 'dice_division_by_zero', 5],
    ['1d4/(1-1)', 'dice_division_by_zero', 3],
    ['1000000000*1000000000', 'dice_overflow', 10],
    ['2 + @nothing', 'dice_name_unknown', 4],
    ['@half', 'dice_name_value', 0],
    ['@huge', 'dice_name_value', 0],
    ['@not_a_number', 'dice_name_value', 0],
    ['2+1d1e1', 'dice_limit_explosions', 2],
    ['1d1rr1', 'dice_limit_total_dice', 0],
  ])('%s ends with %s at %i', (text, code, position) => {
    const sheet = { half: 0.5, huge: 2e9, not_a_number: Number.NaN }
    const result = rollText(
      text,
      Array.from({ length: 1000 }, () => 1),
      sheet,
    )
    expect(result).toMatchObject({ ok: false, error: { code, position } })
  })

  it('prints negative numbers of the sheet so that they can be read again', () => {
    const result = rollText('1-@low*-@low', [], { low: -2 })
    expect(result).toMatchObject({ total: 5, resolved: '1 - (-2) * -(-2)' })
    expect(result.ok && summary(rollText(result.resolved, []))).toBe(' = 5')
  })

  it('refuses names whose numbers would not fit the printed text', () => {
    const result = rollText(`@a${'+@a'.repeat(65)}`, [], { a: 1_000_000 })
    expect(result).toMatchObject({ ok: false, error: { code: 'dice_limit_printed', limit: 400 } })
  })

  it('gives the same dice for the same seed, and others for another', () => {
    const parsed = parse('20d20e20rr1kh10')
    if (!parsed.ok) throw new Error(parsed.error.message)
    const withSeed = (first: number) =>
      roll(parsed.ast, { randomBytes: createSeededBytes(new Uint8Array(32).fill(first)) })
    expect(withSeed(1)).toEqual(withSeed(1))
    expect(withSeed(1)).not.toEqual(withSeed(2))
  })

  it('works on a tree that went through JSON', () => {
    const parsed = parse('1/0')
    if (!parsed.ok) throw new Error(parsed.error.message)
    const result = roll(JSON.parse(JSON.stringify(parsed.ast)), { randomBytes: loaded([]) })
    expect(result).toMatchObject({ ok: false, error: { code: 'dice_division_by_zero', position: 0 } })
  })
})

const anySeed = fc.uint8Array({ minLength: 32, maxLength: 32 })

function inRange(sides: Sides, face: number): boolean {
  return sides === 'F' ? face >= -1 && face <= 1 : face >= 1 && face <= sides
}

function isPlainDice(term: RollTerm): boolean {
  return /^\d+d[\d%F][^()*/@]*$/u.test(term.expression.replace(/ \[[^\]]*\]/gu, ''))
}

describe('any roll', () => {
  it('ends in whole numbers that add up, every die in range, or in a typed error', () => {
    fc.assert(
      fc.property(anyExpression, anySeed, (ast, seed) => {
        const result = roll(ast, {
          randomBytes: createSeededBytes(seed),
          resolve: (name) => name.length,
          limits: { printed: 100_000 },
        })
        if (!result.ok) return void expect(result.error.code).toMatch(/^dice_/u)
        const parts = result.terms.reduce((sum, term) => sum + term.sign * term.total, 0)
        expect(parts).toBe(result.total)
        const dice = result.terms.flatMap((term) => term.dice)
        expect(dice).toHaveLength(result.diceThrown)
        for (const die of dice) {
          expect(inRange(die.sides, die.face)).toBe(true)
          expect(die.kept).toBe(!die.marks.includes('dropped') && !die.marks.includes('rerolled'))
        }
        for (const term of result.terms.filter(isPlainDice)) {
          const counted = term.dice.filter((die) => die.kept)
          expect(counted.reduce((sum, die) => sum + die.value, 0)).toBe(term.total)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('never throws, whatever text is parsed', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ maxLength: 220 })), (text) => {
        const parsed = parse(text)
        if (parsed.ok) roll(parsed.ast, { randomBytes: createSeededBytes(new Uint8Array(32)) })
      }),
      { numRuns: 3000 },
    )
  })
})

describe('hostile input', () => {
  it.each([
    ['a count of millions', '9999999d6'],
    ['a deep nest', '('.repeat(200)],
    ['a chain of operators', '1+'.repeat(100)],
    ['a chain of minuses', '-'.repeat(200)],
    ['many dice terms', '99d6+'.repeat(40).slice(0, -1)],
    ['many operations', `99d6${'kh98pl1'.repeat(27)}`],
    ['many rerolls', `9d6${'ro<7mi1'.repeat(28)}`],
    ['alternating rerolls and keeps', `99d9${'ro9kh99'.repeat(28)}`],
    ['an endless reroll', '100d6rr<7'],
    ['an endless explosion', '100d6e<7'],
    ['sets of sets', `${'('.repeat(12)}${'1,'.repeat(70)}1${')'.repeat(12)}`],
    ['long names', `@${'a'.repeat(199)}`],
    ['a megabyte', 'd'.repeat(1_000_000)],
    ['64 KiB of spaces', `${' '.repeat(65_536)}1`],
    ['200 spaces before nothing', `1${' '.repeat(198)}(`],
  ])('with %s costs under 5 ms', (_name, text) => {
    const run = () => {
      const parsed = parse(text)
      if (parsed.ok) roll(parsed.ast, { randomBytes: createSeededBytes(new Uint8Array(32)) })
    }
    // The best of several: this machine may be busy with other work, the code is what is judged.
    const times = Array.from({ length: 10 }, () => {
      const start = performance.now()
      run()
      return performance.now() - start
    })
    expect(Math.min(...times)).toBeLessThan(5)
  })
})
