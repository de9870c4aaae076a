import type { ReportRow } from '../report.ts'

/** What one server did in one round. */
export type Sample = { readonly requests: number; readonly failed: number; readonly cpuMicroseconds: number }

/** Both servers, one right after the other. */
export type Round = { readonly contract: Sample; readonly bare: Sample }

/** CPU of a bound route over CPU of a bare one. */
const targetRatio = 1.5
/** By how much the control may stray from its median before the run says nothing. */
const largestSpread = 0.25
const fewestRounds = 5

/** The middle of a list; the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  if (low === undefined || high === undefined) throw new Error('There is no median of nothing.')
  return (low + high) / 2
}

/** Samples of one server taken together. */
export function sumOf(samples: readonly Sample[]): Sample {
  const total = (read: (sample: Sample) => number) => samples.reduce((sum, sample) => sum + read(sample), 0)
  return {
    requests: total(({ requests }) => requests),
    failed: total(({ failed }) => failed),
    cpuMicroseconds: total(({ cpuMicroseconds }) => cpuMicroseconds),
  }
}

/** CPU microseconds for each answered request. */
export const perRequest = ({ cpuMicroseconds, requests }: Sample): number => cpuMicroseconds / requests

/**
 * The rows of a run. The ratio is the median of the ratios of the rounds, each of two neighbours in time. When
 * the control, which does the same every time, strays too far from its own median, the machine was busy with
 * something else: the run is void and the ratio not ok, whatever it is.
 */
export function rowsOf(rounds: readonly Round[], facts: { tokens: number; engine: string }): ReportRow[] {
  const bare = rounds.map((round) => perRequest(round.bare))
  const center = median(bare)
  const spread = Math.max(...bare.map((value) => Math.abs(value / center - 1)))
  const ratio = median(rounds.map((round) => perRequest(round.contract) / perRequest(round.bare)))
  const failed = rounds.reduce((sum, round) => sum + round.contract.failed + round.bare.failed, 0)
  const isVoid = !(spread <= largestSpread) || rounds.length < fewestRounds || failed > 0
  return [
    {
      metric: `CPU of a bound route / CPU of a bare route${isVoid ? ' (void)' : ''}`,
      value: round2(ratio),
      unit: 'ratio',
      target: `<= ${targetRatio}`,
      ok: !isVoid && ratio <= targetRatio,
    },
    {
      metric: 'spread of the bare route around its median',
      value: round2(spread * 100),
      unit: '%',
      target: `<= ${largestSpread * 100}`,
      ok: spread <= largestSpread,
    },
    { metric: 'failed requests', value: failed, unit: 'count', target: '0', ok: failed === 0 },
    {
      metric: 'interleaved rounds',
      value: rounds.length,
      unit: 'count',
      target: `>= ${fewestRounds}`,
      ok: rounds.length >= fewestRounds,
    },
    fact('CPU per request, bound route', round2(median(rounds.map((r) => perRequest(r.contract)))), 'µs'),
    fact('CPU per request, bare route', round2(center), 'µs'),
    fact(
      'requests, bound route',
      rounds.reduce((sum, { contract }) => sum + contract.requests, 0),
      'count',
    ),
    fact(
      'requests, bare route',
      rounds.reduce((sum, round) => sum + round.bare.requests, 0),
      'count',
    ),
    fact(`distinct valid tokens, on ${facts.engine}`, facts.tokens, 'count'),
  ]
}

const fact = (metric: string, value: number, unit: string): ReportRow => ({
  metric,
  value,
  unit,
  target: null,
  ok: true,
})
const round2 = (value: number): number => Math.round(value * 100) / 100
