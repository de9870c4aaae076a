import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

/** A child process under test. */
export type RunningProcess = {
  child: ChildProcessByStdio<null, Readable, null>
  /** Whole lines that it printed so far. */
  lines(): string[]
  /** Resolves with the first line that satisfies the predicate, rejects when the process ends before it. */
  waitFor(predicate: (line: string, all: string[]) => boolean): Promise<string>
  /** kill -9, and waits until the process is gone. */
  kill(): Promise<void>
}

/** Starts a file of `tests/processes` with plain Node. */
export function runProcess(file: string, ...args: string[]): RunningProcess {
  const path = fileURLToPath(new URL(`./processes/${file}`, import.meta.url))
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  let output = ''
  const lines = (): string[] => output.split('\n').slice(0, -1)
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (text: string) => {
    output += text
  })
  return {
    child,
    lines,
    waitFor(predicate) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const all = lines()
          const found = all.find((line) => predicate(line, all))
          if (found !== undefined) resolve(found)
        }
        child.stdout.on('data', look)
        closed.then(() => reject(new Error(`${file} ended; it printed: ${output}`)))
        look()
      })
    },
    async kill() {
      child.kill('SIGKILL')
      await closed
    },
  }
}
