import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { hashPaths } from './file-hash.mjs'
import { ROOT, TOOLCHAIN } from './paths.mjs'
import { runQuietly } from './run.mjs'
import { say } from './say.mjs'
import { createStamps } from './stamps.mjs'
import { isWritable } from './toolchain.mjs'

/** What `npm start` needs; tests and tools stay away. */
const APP_FILTERS = ['--filter', '@rpg-bot/standalone...', '--filter', '@rpg-bot/webapp...']

/**
 * With dozens of requests at once a registry may leave one unanswered, and pnpm then waits its whole minute. Few
 * at a time are no slower, and half a minute is enough for the largest package.
 */
const NETWORK = ['--network-concurrency=8', '--fetch-timeout=30000']

/** @typedef {'app' | 'all'} Scope */

/** True when the dependencies of the lockfile are installed. @param {Scope} scope */
export function dependenciesReady(scope) {
  const stamp = createStamps(TOOLCHAIN).read('dependencies')
  const fits = stamp === `all ${lockKey()}` || (scope === 'app' && stamp === `app ${lockKey()}`)
  // Somebody may have removed what the stamp speaks of.
  return fits && existsSync(path.join(ROOT, 'node_modules/.modules.yaml'))
}

/**
 * Installs from the lockfile, and only when it changed.
 * @param {{ scope: Scope, pnpm: string, node: string }} options
 */
export async function ensureDependencies({ scope, pnpm, node }) {
  if (dependenciesReady(scope)) return
  say(
    scope === 'app'
      ? 'installing what the app needs (only after changes)…'
      : 'installing all dependencies (only after changes)…',
  )
  const stamps = createStamps(TOOLCHAIN)
  stamps.clear('dependencies')
  const args = [
    'install',
    '--frozen-lockfile',
    '--prefer-offline',
    ...NETWORK,
    ...(scope === 'app' ? APP_FILTERS : []),
  ]
  if (!isWritable(homedir())) args.push('--store-dir', path.join(TOOLCHAIN, 'store'))
  await runQuietly({
    command: pnpm,
    args,
    cwd: ROOT,
    env: pnpmEnvironment(node),
    code: 'install_failed',
    title: 'Installing dependencies',
  })
  stamps.write('dependencies', `${scope} ${lockKey()}`)
}

/** Variables for pnpm: our Node first, no questions, no installing behind our back. @param {string} node */
export function pnpmEnvironment(node) {
  return {
    PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`,
    CI: 'true',
    pnpm_config_verify_deps_before_run: 'false',
    pnpm_config_update_notifier: 'false',
  }
}

function lockKey() {
  return hashPaths(ROOT, ['pnpm-lock.yaml', 'pnpm-workspace.yaml'])
}
