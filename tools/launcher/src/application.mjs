import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from './paths.mjs'

const PRELOAD = pathToFileURL(path.join(ROOT, 'tools/launcher/src/end-with-launcher.mjs')).href

/** A terminal and npm may both deliver one Ctrl-C; the application takes a second signal for "at once". */
const SAME_PRESS_MS = 1_000

/**
 * Runs the application until it ends and returns its exit code. Signals are passed on once.
 * @param {{ node: string, main: string, args?: string[], env: Record<string, string | undefined> }} options
 * @returns {Promise<number>}
 */
export async function runApplication({ node, main, args = [], env }) {
  const child = spawn(node, ['--import', PRELOAD, main, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  let last = 0
  const forward = (signal) => {
    if (Date.now() - last < SAME_PRESS_MS) return
    last = Date.now()
    child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)))
  })
}
