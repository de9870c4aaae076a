import type { Judgement } from './judge.ts'

/** The last line of the output. */
export function summaryLine(judgements: readonly Judgement[]): string {
  const passed = judgements.filter((judgement) => judgement.passed).length
  return `${passed} passed, ${judgements.length - passed} failed`
}

/** The machine-readable report. */
export function jsonReport(judgements: readonly Judgement[]): string {
  const passed = judgements.filter((judgement) => judgement.passed).length
  const rows = [
    { metric: 'passed', value: passed, unit: 'vectors', target: judgements.length },
    { metric: 'failed', value: judgements.length - passed, unit: 'vectors', target: 0 },
    ...judgements.map(({ id, passed: ok }) => ({ metric: id, value: ok ? 1 : 0, unit: 'passed', target: 1 })),
  ].map((row) => ({ ...row, ok: row.value === row.target }))
  return `${JSON.stringify({ name: 'vectors:initdata', rows }, null, 2)}\n`
}
