import { spawn } from 'node:child_process'
import { MissingRequirementsError } from './errors.ts'
import { ensureTestEnvironment, startTestEnvironment } from './provision.ts'

const USAGE = `Usage:
  main.ts check                    set up what the tests need and say where it comes from
  main.ts up                       start the servers, print their URLs as JSON, run until Ctrl-C
  main.ts run -- command [args]    start the servers, run the command with their URLs in its environment, stop them`

// Servers and folders go in the exit handler; a signal only has to lead there.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  process.on(signal, () => process.exit(code))
}

try {
  process.exitCode = await runMain(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof MissingRequirementsError ? error.message : error)
  process.exitCode = 1
}

async function runMain([command, ...rest]: string[]): Promise<number> {
  if (command === 'check') {
    console.log(JSON.stringify(await ensureTestEnvironment(), null, 2))
    return 0
  }
  if (command === 'up') {
    const environment = await startTestEnvironment()
    console.log(JSON.stringify(environment.variables))
    setInterval(() => undefined, 60_000)
    await new Promise(() => undefined)
  }
  if (command === 'run' && rest.length > 0) return runWithServers(rest[0] === '--' ? rest.slice(1) : rest)
  console.error(USAGE)
  return 2
}

async function runWithServers([command = '', ...args]: string[]): Promise<number> {
  const environment = await startTestEnvironment()
  try {
    const child = spawn(command, args, {
      stdio: 'inherit',
      env: { ...process.env, ...environment.variables },
    })
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
    return await promise
  } finally {
    await environment.stop()
  }
}
