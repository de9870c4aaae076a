import path from 'node:path'
import { startTestEnvironment, type TestEnvironment } from '@rpg-bot/test_environment'
import { readOptions } from './options.ts'
import { runAll } from './run-all.ts'
import { endAllCommands } from './run-command.ts'
import type { Variables } from './step.ts'
import { listSteps } from './steps.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')

// Commands end here, servers and their folders in the exit handler of the test environment.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  process.on(signal, () => {
    endAllCommands()
    process.exit(code)
  })
}
process.on('exit', endAllCommands)

process.env['PATH'] = `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`

const all = listSteps(ROOT)
try {
  const options = readOptions(
    process.argv.slice(2),
    all.map(({ name }) => name),
  )
  if (options.list) for (const { name, title } of all) console.log(`${name.padEnd(18)} ${title}`)
  else process.exitCode = await runSteps(options.only)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}

async function runSteps(only: readonly string[]): Promise<number> {
  const steps = only.length === 0 ? all : all.filter(({ name }) => only.includes(name))
  // Started once, by the first step that needs it or at once when one does: servers come up beside the cheap gates.
  let started: Promise<TestEnvironment> | undefined
  const environment = async (): Promise<Variables> => {
    started ??= startTestEnvironment()
    return (await started).variables
  }
  if (steps.some(({ needs }) => needs !== undefined)) environment().catch(() => undefined)
  const folder = path.join(ROOT, '.cache/test-run')
  const context = { root: ROOT, folder, environment, clock: () => performance.now() }
  try {
    const { exitCode, text } = await runAll({ steps, context, print: console.log })
    // The last line of all belongs to the summary: it is printed once the servers have stopped.
    process.once('beforeExit', () => console.log(text))
    return exitCode
  } finally {
    await (await started?.catch(() => undefined))?.stop()
  }
}
