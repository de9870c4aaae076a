import { execFileSync } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { atExit } from './exit-tasks.ts'
import { findExecutable } from './find-executable.ts'
import { commandSucceeds, runCommand } from './run-command.ts'

/** A container to start for tests. */
export interface ContainerOptions {
  readonly image: string
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** Port inside; it is published on a free port of the loopback address. */
  readonly port: number
  /** Command run inside that succeeds once the server answers. */
  readonly probe: readonly string[]
}

/** True when a Docker engine answers. */
export async function hasDocker(): Promise<boolean> {
  return (
    findExecutable(['docker']) !== undefined &&
    (await commandSucceeds('docker', ['info'], { timeout: 10_000 }))
  )
}

/** Starts a container that removes itself when stopped. */
export async function startContainer(
  options: ContainerOptions,
): Promise<{ port: number; stop: () => Promise<void> }> {
  const env = Object.entries(options.env ?? {}).flatMap(([name, value]) => ['--env', `${name}=${value}`])
  const publish = `127.0.0.1::${options.port}`
  const id = (
    await runCommand('docker', [
      'run',
      '--rm',
      '--detach',
      '--publish',
      publish,
      ...env,
      options.image,
      ...(options.args ?? []),
    ])
  ).trim()
  const withdraw = atExit(() =>
    execFileSync('docker', ['rm', '--force', '--volumes', id], { stdio: 'ignore' }),
  )
  let stopped = false
  const stop = async () => {
    if (stopped) return
    stopped = true
    await runCommand('docker', ['rm', '--force', '--volumes', id])
    withdraw()
  }
  try {
    const deadline = Date.now() + 60_000
    while (!(await commandSucceeds('docker', ['exec', id, ...options.probe], { timeout: 5_000 }))) {
      if (Date.now() > deadline)
        throw new Error(`The container of ${options.image} did not answer within a minute`)
      await delay(250)
    }
    const mapping = await runCommand('docker', ['port', id, `${options.port}/tcp`])
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(mapping)?.[1])
    if (!Number.isInteger(port)) throw new Error(`Docker published no port for ${options.image}`)
    return { port, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
