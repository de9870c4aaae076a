import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { toolRoot } from './layout.ts'

/** What a run of the Redocly command line left behind. */
export interface RedoclyResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

const commandFile = join(
  dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')),
  'bin/cli.js',
)

/**
 * Runs the pinned Redocly command line without telemetry and without its update notice.
 * It runs in the folder of this package: a `redocly.yaml` in the caller's folder would change its meaning.
 */
export function runRedocly(commandArguments: readonly string[]): Promise<RedoclyResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [commandFile, ...commandArguments], {
      cwd: toolRoot,
      env: {
        ...process.env,
        REDOCLY_TELEMETRY: 'off',
        REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
        NO_COLOR: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const output = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output.stderr += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, ...output }))
  })
}
