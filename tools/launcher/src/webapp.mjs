import { existsSync } from 'node:fs'
import path from 'node:path'
import { pnpmEnvironment } from './dependencies.mjs'
import { hashPaths } from './file-hash.mjs'
import { ROOT, TOOLCHAIN } from './paths.mjs'
import { runQuietly } from './run.mjs'
import { say } from './say.mjs'
import { createStamps } from './stamps.mjs'

/** Everything the built Mini App is made of. */
const SOURCES = ['apps/webapp', 'packages/rpg_contracts', 'packages/rpg_sdk', 'pnpm-lock.yaml']
const RESULT = path.join(ROOT, 'apps/webapp/dist/index.html')

/** True when the built Mini App is that of the present sources. */
export function webappReady() {
  return existsSync(RESULT) && createStamps(TOOLCHAIN).read('webapp') === hashPaths(ROOT, SOURCES)
}

/** Builds the Mini App when its sources changed. @param {{ pnpm: string, node: string }} tools */
export async function ensureWebapp({ pnpm, node }) {
  if (webappReady()) return
  say('building the Mini App (only after changes)…')
  const args = ['--filter', '@rpg-bot/webapp', 'run', 'build']
  await runQuietly({
    command: pnpm,
    args,
    cwd: ROOT,
    env: pnpmEnvironment(node),
    code: 'webapp_build_failed',
    title: 'Building the Mini App',
  })
  createStamps(TOOLCHAIN).write('webapp', hashPaths(ROOT, SOURCES))
}
