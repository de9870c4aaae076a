import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { atExit } from './exit-tasks.ts'
import { isRunning } from './process-table.ts'
import type { SystemUser } from './system-user.ts'

/** How to start a server process. */
export interface ServerProcessOptions {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly logFile: string
  readonly user?: SystemUser | undefined
  /** Signal that makes the server stop quickly and in order. */
  readonly stopSignal: NodeJS.Signals
  /** Resolves once the server answers; called again until it does. */
  readonly probe: () => Promise<boolean>
}

/** A running server process of ours. */
export interface ServerProcess {
  readonly pid: number
  stop(): Promise<void>
}

const START_TIMEOUT = 30_000
const STOP_TIMEOUT = 10_000

/** Starts a server in its own session (a Ctrl-C reaches us first) and waits until it answers. */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const log = openSync(options.logFile, 'a')
  const child = spawn(options.command, [...options.args], {
    cwd: options.cwd,
    detached: true,
    stdio: ['ignore', log, log],
    // Nothing of our environment is the server's business, and PG* variables would mislead it.
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
    ...(options.user === undefined ? {} : { uid: options.user.uid, gid: options.user.gid }),
  })
  closeSync(log)
  const ended = Promise.withResolvers<void>()
  let failure: Error | undefined
  child.once('exit', () => ended.resolve())
  child.once('error', (error) => {
    failure = error
    ended.resolve()
  })
  const pid = child.pid ?? 0
  const withdraw = atExit(() => stopNow(pid, options.stopSignal))
  const stop = async () => {
    withdraw()
    if (child.exitCode !== null || child.signalCode !== null || pid === 0) return
    child.kill(options.stopSignal)
    if (await settles(ended.promise, STOP_TIMEOUT)) return
    child.kill('SIGKILL')
    await ended.promise
  }

  const deadline = Date.now() + START_TIMEOUT
  while (Date.now() < deadline && pid !== 0 && child.exitCode === null && child.signalCode === null) {
    if (await options.probe()) {
      child.unref()
      return { pid, stop }
    }
    await delay(50)
  }
  await stop()
  throw new Error(`${options.command} did not start: ${failure?.message ?? tailOf(options.logFile)}`)
}

async function settles(promise: Promise<void>, milliseconds: number): Promise<boolean> {
  const abort = new AbortController()
  const timeout = delay(milliseconds, false, { signal: abort.signal }).catch(() => false)
  const result = await Promise.race([promise.then(() => true), timeout])
  abort.abort()
  return result
}

/** At process exit nothing can be awaited: signal, wait a little, then kill. */
function stopNow(pid: number, signal: NodeJS.Signals): void {
  if (pid === 0 || !isRunning(pid)) return
  process.kill(pid, signal)
  const sleeper = new Int32Array(new SharedArrayBuffer(4))
  for (let waited = 0; waited < 3_000 && isRunning(pid); waited += 25) Atomics.wait(sleeper, 0, 0, 25)
  if (isRunning(pid)) process.kill(pid, 'SIGKILL')
}

function tailOf(file: string): string {
  return readFileSync(file, 'utf8').slice(-2_000)
}
