import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findExecutable } from './find-executable.ts'
import { runCommand } from './run-command.ts'
import { isRoot } from './system-user.ts'

const INSTALL_SCRIPT = path.join(import.meta.dirname, 'install-without-starting.sh')

/** Name of the Debian release (such as "bookworm"), or undefined elsewhere. Derivatives keep other package sets and do not count. */
export function debianCodename(release = readRelease()): string | undefined {
  if (!/^ID="?debian"?$/m.test(release)) return undefined
  return /^VERSION_CODENAME="?([a-z]+)"?$/m.exec(release)?.[1]
}

/** True where `installPackages` works. */
export const canInstallPackages = (): boolean => debianCodename() !== undefined && isRoot()

/** Installs packages without starting their services. One at a time on a machine: a file lock keeps a second run waiting. */
export async function installPackages(packages: readonly string[]): Promise<void> {
  if (packages.length === 0) return
  console.log(`Installing Debian packages: ${packages.join(', ')}`)
  const command = ['sh', INSTALL_SCRIPT, ...packages]
  const flock = findExecutable(['flock'])
  if (flock === undefined) await runCommand('sh', command.slice(1), { timeout: 900_000 })
  else await runCommand(flock, [path.join(tmpdir(), 'rpg-apt.lock'), ...command], { timeout: 900_000 })
}

function readRelease(): string {
  return existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
}
