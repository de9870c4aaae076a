import type { ReportRow } from '../report.ts'
import type { Sample } from './visit.ts'

/** The app and the control, one right after the other. */
export interface Round {
  readonly app: Sample
  readonly control: Sample
}

/** Until the first screen of a person who is signed in, in seconds. */
const target = 2
/** By how much the control may stray from its median before the run says nothing. */
const largestSpread = 0.25
const fewestRounds = 5

/** The rows of a run. When the control, which does the same every time, strays too far, the run is void. */
export function rowsOf(rounds: readonly Round[]): ReportRow[] {
  const seconds = (read: (round: Round) => Sample) => rounds.map((round) => read(round).shown / 1000)
  const [app, control] = [seconds((round) => round.app), seconds((round) => round.control)]
  const center = median(control)
  const spread = Math.max(...control.map((value) => Math.abs(value / center - 1)))
  const isVoid = !(spread <= largestSpread) || rounds.length < fewestRounds
  const shown = median(app)
  return [
    {
      metric: `first authenticated screen, median${isVoid ? ' (void)' : ''}`,
      value: round2(shown),
      unit: 's',
      target: `<= ${target}`,
      ok: !isVoid && shown <= target,
    },
    {
      metric: 'spread of the bare React page around its median',
      value: round2(spread * 100),
      unit: '%',
      target: `<= ${largestSpread * 100}`,
      ok: spread <= largestSpread,
    },
    {
      metric: 'interleaved rounds',
      value: rounds.length,
      unit: 'count',
      target: `>= ${fewestRounds}`,
      ok: rounds.length >= fewestRounds,
    },
    fact('bare React page, median', round2(center), 's'),
    fact('slowest first authenticated screen', round2(Math.max(...app)), 's'),
    fact(
      'over the line, app',
      kibibytes(rounds, (round) => round.app),
      'KiB',
    ),
    fact(
      'over the line, bare React page',
      kibibytes(rounds, (round) => round.control),
      'KiB',
    ),
  ]
}

function kibibytes(rounds: readonly Round[], read: (round: Round) => Sample): number {
  return round2(median(rounds.map((round) => read(round).bytes / 1024)))
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]]
  if (low === undefined || high === undefined) throw new Error('There is no median of nothing.')
  return (low + high) / 2
}

function fact(metric: string, value: number, unit: string): ReportRow {
  return { metric, value, unit, target: null, ok: true }
}

const round2 = (value: number): number => Math.round(value * 100) / 100
