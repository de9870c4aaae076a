import { spawn } from 'node:child_process'
import { LauncherError } from './say.mjs'

const TAIL = 4_000

/**
 * Runs a preparation step quietly; when it fails, the end of its output becomes the error.
 * @param {{ command: string, args: string[], cwd: string, env?: Record<string, string | undefined>, code: string, title: string }} step
 */
export async function runQuietly({ command, args, cwd, env, code, title }) {
  let output = ''
  const status = await new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const collect = (chunk) => {
      output = (output + chunk).slice(-TAIL)
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (error) => resolve(error.message))
    child.on('close', (exitCode, signal) => resolve(exitCode === 0 ? 0 : (signal ?? `exit code ${exitCode}`)))
  })
  if (status !== 0) throw new LauncherError(code, `${title} failed (${status}).\n${output.trim()}\n`)
}
