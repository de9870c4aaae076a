import { spawn } from 'node:child_process'
import { CommandFailedError } from './errors.ts'
import type { SystemUser } from './system-user.ts'

/** Options of `runCommand`. */
export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly user?: SystemUser | undefined
  /** Milliseconds before the command is killed and counted as failed. */
  readonly timeout?: number
}

const OUTPUT_TAIL = 2_000

/** Runs a command without a shell and returns its standard output. Throws `CommandFailedError` with the end of the output. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const child = spawn(command, [...args], {
    cwd: options.cwd,
    // Answers of tools are parsed: they must come in one language, and no tool may ask a person.
    env: { ...process.env, LC_ALL: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.user === undefined ? {} : { uid: options.user.uid, gid: options.user.gid }),
  })
  // Not spawn's own `timeout`: its timer outlives a command that could not be started and keeps the process alive.
  const timer = setTimeout(() => child.kill('SIGKILL'), options.timeout ?? 600_000)
  let stdout = ''
  let all = ''
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk
    all += chunk
  })
  child.stderr.on('data', (chunk: Buffer) => {
    all += chunk
  })
  child.on('error', (error) => {
    clearTimeout(timer)
    reject(new CommandFailedError(command, error.message))
  })
  child.on('close', (code, signal) => {
    clearTimeout(timer)
    if (code === 0) resolve(stdout)
    else
      reject(
        new CommandFailedError(
          [command, ...args].join(' '),
          `${signal ?? `exit code ${code}`}\n${all.slice(-OUTPUT_TAIL)}`,
        ),
      )
  })
  return promise
}

/** True when the command ends with code 0. */
export async function commandSucceeds(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<boolean> {
  try {
    await runCommand(command, args, options)
    return true
  } catch {
    return false
  }
}
