import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { constants } from 'node:os'
import type { Variables } from './step.ts'

/** A command to run to its end. */
export interface CommandOptions {
  readonly command: readonly string[]
  readonly cwd: string
  readonly variables: Variables
  readonly timeout: number
  readonly logFile: string
}

const running = new Set<number>()
const KEPT_OUTPUT = 400_000

/** Runs a command in its own process group, so that a timeout ends its children too. */
export async function runCommand(options: CommandOptions): Promise<{ exitCode: number; output: string }> {
  const [program = '', ...args] = options.command
  const { promise, resolve } = Promise.withResolvers<{ exitCode: number; output: string }>()
  const env = { ...process.env, ...options.variables }
  const child = spawn(program, args, {
    cwd: options.cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const pid = child.pid ?? 0
  if (pid !== 0) running.add(pid)
  const log = createWriteStream(options.logFile)
  let output = ''
  const collect = (chunk: Buffer) => {
    log.write(chunk)
    output = (output + chunk).slice(-KEPT_OUTPUT)
  }
  const timer = setTimeout(() => {
    collect(Buffer.from(`\nEnded after ${options.timeout / 1000} s: the step took too long.\n`))
    endGroup(pid)
  }, options.timeout)
  const finish = (exitCode: number) => {
    clearTimeout(timer)
    // What the command left running in its group would disturb the steps after it.
    endGroup(pid)
    running.delete(pid)
    log.end()
    resolve({ exitCode, output })
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  child.on('error', (error) => {
    collect(Buffer.from(`${error.message}\n`))
    finish(127)
  })
  child.on('close', (code, signal) => finish(code ?? 128 + (signal === null ? 0 : constants.signals[signal])))
  // A grandchild that escaped may hold the pipes open for ever: the end of the command itself counts.
  child.on('exit', () => setTimeout(() => child.stdout.destroy() && child.stderr.destroy(), 2_000).unref())
  return promise
}

/** Ends all running commands at once; for the way out. */
export function endAllCommands(): void {
  for (const pid of running) endGroup(pid)
}

function endGroup(pid: number): void {
  if (pid === 0) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    // ESRCH: all of the group has ended already, which is what we want.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
