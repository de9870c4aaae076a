import path from 'node:path'
import { type RunContext, runStep } from './run-step.ts'
import { runSchedule } from './schedule.ts'
import type { Step, StepResult } from './step.ts'
import { failureText, resultLine, summary } from './summary.ts'

/** Everything a run needs. */
export interface RunAllOptions {
  readonly steps: readonly Step[]
  readonly context: RunContext
  readonly print: (text: string) => void
}

/** Runs all steps and prints as they end. Returns the exit code and the summary, whose last line scripts read. */
export async function runAll({
  steps,
  context,
  print,
}: RunAllOptions): Promise<{ exitCode: number; text: string }> {
  const began = context.clock()
  const results = new Map<string, StepResult>()
  await runSchedule({
    steps,
    width: 2,
    run: async (step) => {
      const result = await runStep(step, context)
      results.set(step.name, result)
      print(resultLine(result))
      if (result.failed > 0) print(failureText(result, path.join(context.folder, `${step.name}.log`)))
    },
  })
  const ordered = steps.flatMap(({ name }) => results.get(name) ?? [])
  const passed = ordered.length === steps.length && ordered.every(({ failed }) => failed === 0)
  return { exitCode: passed ? 0 : 1, text: summary(ordered, context.clock() - began) }
}
