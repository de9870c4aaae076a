import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { judge } from './counts.ts'
import { runCommand } from './run-command.ts'
import type { Step, StepResult, Variables } from './step.ts'

/** What steps run in. */
export interface RunContext {
  readonly root: string
  /** Folder for logs and reports. */
  readonly folder: string
  /** Variables of the test environment; rejects when it could not be set up. */
  readonly environment: () => Promise<Variables>
  readonly clock: () => number
}

const DEFAULT_TIMEOUT = 12 * 60_000

/** Servers are visible to the steps that ask for them and to no other. */
const HIDDEN: Variables = { RPG_TEST_DATABASE_URL: undefined, RPG_TEST_REDIS_URL: undefined }

/** Runs one step and judges it. It never throws: what goes wrong is a failed step. */
export async function runStep(step: Step, context: RunContext): Promise<StepResult> {
  const began = context.clock()
  const finish = (rest: Omit<StepResult, 'name' | 'title' | 'took'>): StepResult => ({
    name: step.name,
    title: step.title,
    took: context.clock() - began,
    ...rest,
  })
  try {
    const variables = step.needs === undefined ? HIDDEN : await variablesFor(step.needs, context)
    mkdirSync(context.folder, { recursive: true })
    const reportFile = path.join(context.folder, `${step.name}.json`)
    rmSync(reportFile, { force: true })
    const outcome = await runCommand({
      command: step.command.map((part) => part.replaceAll('{report}', reportFile)),
      cwd: path.join(context.root, step.cwd ?? '.'),
      variables: { ...variables, ...step.variables, PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile },
      timeout: step.timeout ?? DEFAULT_TIMEOUT,
      logFile: path.join(context.folder, `${step.name}.log`),
    })
    return finish({ ...judge(step.counter, { ...outcome, reportFile }), output: outcome.output })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return finish({ passed: 0, failed: 1, skipped: 0, reason, output: '' })
  }
}

async function variablesFor(needs: 'servers' | 'browser', { environment }: RunContext): Promise<Variables> {
  const all = await environment()
  return needs === 'servers' ? all : { ...all, ...HIDDEN }
}
