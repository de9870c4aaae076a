import { readFileSync } from 'node:fs'

/** Individual tests of one step. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** What a finished command left behind. */
export interface Outcome {
  readonly exitCode: number
  readonly output: string
  /** File the command was told to write its report to. */
  readonly reportFile: string
}

/** Turns an outcome into counts. */
export type Counter = (outcome: Outcome) => Counts

const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 }

/** A gate is one test: it holds or it does not. */
export const countGate: Counter = ({ exitCode }) => ({
  ...NOTHING,
  ...(exitCode === 0 ? { passed: 1 } : { failed: 1 }),
})

/** A tool whose last words are `N passed, N failed` (and perhaps `, N skipped`). */
export const countLastLine: Counter = ({ output }) => {
  const match = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1)
  if (match === undefined) return NOTHING
  return { passed: Number(match[1]), failed: Number(match[2]), skipped: Number(match[3] ?? 0) }
}

/** The JSON report of vitest. */
export const countVitest: Counter = ({ reportFile }) => {
  const report = readReport(reportFile)
  const number = (name: string): number => (typeof report?.[name] === 'number' ? report[name] : 0)
  return {
    passed: number('numPassedTests'),
    failed: number('numFailedTests'),
    skipped: number('numPendingTests') + number('numTodoTests'),
  }
}

/** The JSON report of the Playwright runner. A flaky test passed only on repetition: that is a failure here. */
export const countPlaywright: Counter = ({ reportFile }) => {
  const stats = readReport(reportFile)?.['stats'] as Record<string, number> | undefined
  if (stats === undefined) return NOTHING
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = stats
  return { passed: expected, failed: unexpected + flaky, skipped }
}

/**
 * The final word on a step. A command that failed without naming a test (a crash, a file that does not load) is one
 * failure, and so is a step that ran nothing: green must mean that something was checked.
 */
export function judge(counter: Counter, outcome: Outcome): Counts & { readonly reason?: string } {
  const counts = counter(outcome)
  if (outcome.exitCode !== 0 && counts.failed === 0) {
    return { ...counts, failed: 1, reason: `the command ended with code ${outcome.exitCode}` }
  }
  if (counts.passed + counts.failed === 0) return { ...counts, failed: 1, reason: 'no test ran' }
  if (outcome.exitCode === 0 && counts.failed > 0) return { ...counts, reason: 'the report names failures' }
  return counts
}

/** Adds up. */
export function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    NOTHING,
  )
}

/** The last line of the run. Scripts read it: its form is fixed. */
export function lastLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

function readReport(file: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  } catch {
    return undefined
  }
}
