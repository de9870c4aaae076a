import { lastLine, sum } from './counts.ts'
import type { StepResult } from './step.ts'

const TAIL_LINES = 150

/** One line when a step ends. */
export function resultLine(result: StepResult): string {
  const mark = result.failed === 0 ? 'ok  ' : 'FAIL'
  return `${mark} ${result.name.padEnd(20)} ${countText(result).padEnd(34)} ${seconds(result.took)}`
}

/** The end of a failed step's output, for the log of the run. */
export function failureText(result: StepResult, logFile: string): string {
  const lines = result.output.trimEnd().split('\n').slice(-TAIL_LINES)
  const reason = result.reason === undefined ? '' : `  reason: ${result.reason}\n`
  return `${reason}${lines.map((line) => `  | ${line}`).join('\n')}\n  whole output: ${logFile}`
}

/** The table at the end and, last of all, the line that scripts read. */
export function summary(results: readonly StepResult[], took: number): string {
  const rows = results.map((result) => `${resultLine(result)}  ${result.title}`)
  const failed = results.filter((result) => result.failed > 0).map(({ name }) => name)
  const verdict = failed.length === 0 ? `All ${results.length} steps passed` : `Failed: ${failed.join(', ')}`
  return ['', ...rows, '', `${verdict} in ${seconds(took)}.`, lastLine(sum(results))].join('\n')
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`.padStart(8)

const countText = ({ passed, failed, skipped }: StepResult): string => lastLine({ passed, failed, skipped })
