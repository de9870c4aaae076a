import { accessSync, constants, copyFileSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { hashPaths } from './file-hash.mjs'
import { ROOT, TOOLCHAIN } from './paths.mjs'
import { runQuietly } from './run.mjs'
import { LauncherError, say } from './say.mjs'
import { createStamps } from './stamps.mjs'
import { findNode, findPnpm, NODE_MAJOR, pinnedPnpm } from './tool-search.mjs'

const SOURCE = path.join(ROOT, 'tools/launcher/toolchain')

/** Node for the application; undefined when there is none yet. */
export const presentNode = () => findNode({ toolchain: TOOLCHAIN, env: process.env })

/**
 * Node and pnpm of the right releases. What fits and is there already is used; otherwise both are installed into
 * `.toolchain/` from the lockfile beside the launcher, through the registry this machine is set up for.
 * @returns {Promise<{ node: string, pnpm: string }>}
 */
export async function ensureToolchain() {
  const search = () => ({
    node: presentNode(),
    pnpm: findPnpm({ toolchain: TOOLCHAIN, env: process.env, version: pinnedPnpm(ROOT) }),
  })
  const present = search()
  if (present.node !== undefined && present.pnpm !== undefined) return present
  say(`fetching Node ${NODE_MAJOR} and pnpm into .toolchain/ (first run only)…`)
  await installToolchain()
  const { node, pnpm } = search()
  if (node === undefined || pnpm === undefined) {
    const lacking = node === undefined ? `Node ${NODE_MAJOR}` : `pnpm ${pinnedPnpm(ROOT)}`
    throw new LauncherError(
      'toolchain_unavailable',
      `there is no ready-made ${lacking} for ${process.platform}-${process.arch}. Install it, put it on the PATH and start again.`,
    )
  }
  return { node, pnpm }
}

async function installToolchain() {
  mkdirSync(TOOLCHAIN, { recursive: true })
  for (const name of ['package.json', 'package-lock.json']) {
    copyFileSync(path.join(SOURCE, name), path.join(TOOLCHAIN, name))
  }
  const args = [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--prefer-offline',
  ]
  const cache = process.env.npm_config_cache ?? path.join(homedir(), '.npm')
  if (!isWritable(cache)) args.push('--cache', path.join(TOOLCHAIN, 'npm-cache'))
  await runQuietly({
    ...npmCommand(args),
    cwd: TOOLCHAIN,
    code: 'toolchain_install_failed',
    title: 'Installing Node and pnpm',
  })
  createStamps(TOOLCHAIN).write('toolchain', hashPaths(SOURCE, ['package-lock.json']))
}

/** The npm that runs us, by file; outside npm the one on the search path. @param {string[]} args */
function npmCommand(args) {
  const cli = process.env.npm_execpath
  if (cli !== undefined && /npm-cli\.c?js$/.test(cli))
    return { command: process.execPath, args: [cli, ...args] }
  return { command: 'npm', args }
}

/** True when files can be made in the folder, or the folder itself can. @param {string} folder */
export function isWritable(folder) {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
