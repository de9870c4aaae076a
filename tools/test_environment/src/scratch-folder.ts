import { chownSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { atExit } from './exit-tasks.ts'
import { isRunning, processStart } from './process-table.ts'
import type { SystemUser } from './system-user.ts'

const PREFIX = 'rpg-bot-test-'
const OWNER_FILE = 'owner.json'

/** A temporary folder that names its owner, so that a later run can remove what a killed run left behind. */
export interface ScratchFolder {
  readonly path: string
  /** Notes the pid of a server that lives in this folder. */
  setServer(pid: number): void
  remove(): void
}

interface Owner {
  readonly pid: number
  readonly start: number | null
  readonly server?: { readonly pid: number; readonly start: number | null }
}

/** Creates a temporary folder. Its base must be reachable for `user`, so root uses the machine's own folder. */
export function createScratchFolder(
  kind: string,
  user?: SystemUser,
  base = user === undefined ? tmpdir() : '/tmp',
): ScratchFolder {
  const folder = mkdtempSync(path.join(base, `${PREFIX}${kind}-`))
  const owner: Owner = { pid: process.pid, start: processStart(process.pid) ?? null }
  const writeOwner = (value: Owner) => writeFileSync(path.join(folder, OWNER_FILE), JSON.stringify(value))
  writeOwner(owner)
  if (user !== undefined) chownSync(folder, user.uid, user.gid)
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  const withdraw = atExit(remove)
  return {
    path: folder,
    setServer: (pid) => writeOwner({ ...owner, server: { pid, start: processStart(pid) ?? null } }),
    remove: () => {
      withdraw()
      remove()
    },
  }
}

/** Removes folders of runs that were killed before they could clean up, and the servers still running in them. */
export function sweepAbandonedFolders(base = tmpdir()): number {
  let swept = 0
  for (const name of readdirSync(base).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = path.join(base, name)
    const owner = readOwner(path.join(folder, OWNER_FILE))
    if (owner === undefined || isSame(owner)) continue
    // Only the very process the owner file names: pid and start time must both fit.
    if (owner.server !== undefined && isSame(owner.server)) process.kill(owner.server.pid, 'SIGKILL')
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
    swept += 1
  }
  return swept
}

function isSame({ pid, start }: { readonly pid: number; readonly start: number | null }): boolean {
  return isRunning(pid) && (start === null || processStart(pid) === start)
}

function readOwner(file: string): Owner | undefined {
  try {
    // The folder is world-writable: believe only files we wrote ourselves, or anyone could have us kill a process.
    const status = lstatSync(file)
    if (!status.isFile() || status.uid !== process.getuid?.()) return undefined
    return JSON.parse(readFileSync(file, 'utf8')) as Owner
  } catch {
    return undefined
  }
}
