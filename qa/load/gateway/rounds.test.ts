import { describe, expect, test } from 'vitest'
import { tableOf } from '../report.ts'
import { median, type Round, rowsOf } from './rounds.ts'

const sample = (micro: number, failed = 0) => ({ requests: 1000, failed, cpuMicroseconds: micro * 1000 })
const round = (contract: number, bare: number): Round => ({ contract: sample(contract), bare: sample(bare) })
const facts = { tokens: 2000, engine: 'PostgreSQL' }
const ratioOf = (rounds: Round[]) => rowsOf(rounds, facts)[0]!

describe('the ratio', () => {
  test('is the median of the rounds, not of the sums', () => {
    const rounds = [round(130, 100), round(140, 100), round(900, 100), round(150, 100), round(120, 100)]
    expect(ratioOf(rounds)).toMatchObject({ value: 1.4, ok: true })
  })

  test('above the target is not ok', () => {
    expect(ratioOf(Array(5).fill(round(151, 100)))).toMatchObject({ value: 1.51, ok: false })
  })

  test.each([
    ['a control that strays by more than a quarter', [100, 100, 100, 100, 126]],
    ['a control that is too fast once', [100, 100, 100, 100, 74]],
    ['too few rounds', [100, 100, 100, 100]],
    ['a control without an answer', [100, 100, 100, 100, Number.NaN]],
  ])('is void with %s, however good it looks', (_reason, bare) => {
    const rows = rowsOf(
      bare.map((value) => round(value, value)),
      facts,
    )
    expect(rows[0]).toMatchObject({ ok: false })
    expect(rows[0]?.metric).toContain('void')
    expect(rows.slice(1, 4).some(({ ok }) => !ok)).toBe(true)
  })

  test('is void when a request failed', () => {
    const rounds = [...Array<Round>(4).fill(round(100, 100)), { contract: sample(100, 1), bare: sample(100) }]
    expect(ratioOf(rounds)).toMatchObject({ ok: false })
  })
})

test('the median of an even list is between the middle two', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(() => median([])).toThrow()
})

test('a table marks what failed', () => {
  const rows = rowsOf(Array(5).fill(round(151, 100)), facts)
  expect(tableOf({ name: 'load', rows })).toMatch(/^FAILED {2}CPU of a bound route/m)
})
