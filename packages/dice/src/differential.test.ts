import { DiceRoll, NumberGenerator } from '@dice-roller/rpg-dice-roller'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSeededBytes } from './node.ts'
import { parse } from './parse.ts'
import { roll } from './roll.ts'

// The oracle is fed our faces through its own random engine, so both must reach the same total.

const term = fc
  .record({
    count: fc.integer({ min: 1, max: 8 }),
    sides: fc.constantFrom(4, 6, 8, 10, 12, 20, 100),
    modifier: fc.constantFrom('', 'kh1', 'kl1', 'kh2', 'kl2'),
  })
  .map(({ count, sides, modifier }) => `${count}d${sides}${count > 2 ? modifier : ''}`)

const part = fc.oneof(term, fc.integer({ min: 0, max: 50 }).map(String))
const rest = fc.array(fc.tuple(fc.constantFrom('+', '-', '*'), part), { maxLength: 3 })
const commonSubset = fc
  .tuple(part, rest)
  .map(([first, others]) => first + others.map(([operator, next]) => operator + next).join(''))

describe('the oracle', () => {
  it('agrees on totals over the common subset', () => {
    const { engine } = NumberGenerator.generator
    try {
      fc.assert(
        fc.property(commonSubset, fc.uint8Array({ minLength: 32, maxLength: 32 }), (text, seed) => {
          const parsed = parse(text)
          if (!parsed.ok) throw new Error(parsed.error.message)
          const ours = roll(parsed.ast, { randomBytes: createSeededBytes(seed) })
          if (!ours.ok) throw new Error(ours.error.message)
          const faces = ours.terms.flatMap((each) => each.dice.map((die) => die.face))
          NumberGenerator.generator.engine = { next: () => (faces.shift() ?? 0) - 1 }
          expect(new DiceRoll(text).total).toBe(ours.total)
        }),
        { numRuns: 200 },
      )
    } finally {
      NumberGenerator.generator.engine = engine
    }
  })
})
