import { describe, expect, it } from 'vitest'
import { type Round, rowsOf } from './rows.ts'

const rounds = (app: readonly number[], control: readonly number[]): Round[] =>
  app.map((shown, index) => ({
    app: { shown, bytes: 2048 },
    control: { shown: control[index] ?? 0, bytes: 1024 },
  }))
const steady = [800, 810, 790, 805, 800]
const verdict = (all: Round[]) => rowsOf(all)[0]

describe('the rows of a run', () => {
  it('take the median of five visits', () => {
    expect(verdict(rounds([1500, 1600, 1400, 9000, 1550], steady))).toMatchObject({ value: 1.55, ok: true })
  })

  it('are not ok when the first screen comes late', () => {
    expect(verdict(rounds([2100, 2200, 2050, 2010, 2300], steady))).toMatchObject({ value: 2.1, ok: false })
  })

  it('are void when the control strays, whatever the app did', () => {
    const row = verdict(rounds([1000, 1000, 1000, 1000, 1000], [800, 800, 1100, 800, 800]))
    expect(row).toMatchObject({ ok: false })
    expect(row?.metric).toContain('void')
  })

  it('are void with too few rounds', () => {
    expect(verdict(rounds([1000, 1000], [800, 800]))?.ok).toBe(false)
  })
})
