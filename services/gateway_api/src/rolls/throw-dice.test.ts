import { diceErrorCodes } from '@rpg-bot/dice'
import { problemCatalogue } from '@rpg-bot/rpg_contracts'
import { describe, expect, test } from 'vitest'
import { problemCodeOf, throwAgain, throwDice } from './throw-dice.ts'

const seed = new Uint8Array(32).fill(7)
const resolve = (name: string) => (name === 'сила' ? -3 : undefined)

describe('thrown dice', () => {
  test('depend on the seed and on nothing else', () => {
    const first = throwDice('10d20 + @сила', { seed, resolve })
    expect(throwDice('10d20 + @сила', { seed, resolve })).toEqual(first)
    expect(first.printed).toBe('10d20 + (-3)')
    expect(throwDice('(1d6 + @сила) * 2', { seed, resolve }).groups[0]?.notation).toBe('(1d6 + (-3)) * 2')
    const other = throwDice('10d20 + @сила', { seed: new Uint8Array(32).fill(8), resolve })
    expect(other.groups).not.toEqual(first.groups)
  })

  test('fall again from what was stored, also when replaced names made the text longer and deeper', () => {
    const deepest = `${'('.repeat(12)}1d6+@сила${')'.repeat(12)}`
    for (const expression of [deepest, `2d6${'+@сила'.repeat(30)}`]) {
      const thrown = throwDice(expression, { seed, resolve })
      expect(throwAgain(thrown)).toEqual({ total: thrown.total, groups: thrown.groups })
    }
  })

  test('do not fall again by another algorithm, nor from a text that is none', () => {
    const thrown = throwDice('1d6', { seed, resolve })
    expect(() => throwAgain({ ...thrown, algorithmVersion: 99 })).toThrow(/algorithm 99/)
    expect(() => throwAgain({ ...thrown, printed: '1d' })).toThrow(/cannot be read/)
    expect(() => throwAgain({ ...thrown, printed: '1d6 + @сила' })).toThrow(/cannot be rolled/)
  })

  test('that do not count make a total of 0, never of -0', () => {
    const { total, groups } = throwDice('-(0 * 1d6)', { seed, resolve })
    expect([total, groups[0]?.total]).toEqual([0, 0])
    expect(JSON.stringify(groups[0]?.total)).toBe('0')
    expect(Object.is(groups[0]?.total, -0)).toBe(false)
  })
})

describe('what is wrong with an expression', () => {
  test.each(diceErrorCodes)(
    '%s has a code of the catalogue that stands for an unprocessable request',
    (code) => {
      expect(problemCatalogue[problemCodeOf(code)].status).toBe(422)
    },
  )

  test('is one of four kinds', () => {
    expect(new Set(diceErrorCodes.map(problemCodeOf))).toEqual(
      new Set(['dice_syntax', 'dice_limit', 'dice_name_unknown', 'dice_arithmetic']),
    )
  })
})
