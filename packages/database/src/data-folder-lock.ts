import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isProcessAlive, processStart } from './process-identity.ts'

/** Another live process holds the folder. */
export class DataFolderLockedError extends Error {
  override readonly name = 'DataFolderLockedError'
  readonly code = 'data_folder_locked'
  readonly folder: string
  /** Process id of the holder. */
  readonly pid: number

  constructor(folder: string, pid: number) {
    super(`The data folder ${folder} is in use by process ${pid}. Stop that process, or use another folder.`)
    this.folder = folder
    this.pid = pid
  }
}

/** A held folder. */
export type DataFolderLock = {
  /** Gives the folder free. Calling it again is harmless. */
  release(): Promise<void>
}

type Claim = { pid: number; start: string; name: string; held: boolean }

/** Two starts at the same instant see each other and both step back; a few random waits let one pass. */
const ATTEMPTS = 20
const MAX_WAIT_MS = 50

const CLAIM = /^(?<pid>\d+)\.(?<id>[0-9a-f-]+)\.claim$/

async function readClaims(directory: string): Promise<Claim[]> {
  const names = await readdir(directory)
  const claims: Claim[] = []
  for (const name of names) {
    const groups = CLAIM.exec(name)?.groups
    if (groups === undefined) continue
    const start = await readFile(join(directory, name), 'utf8').catch(() => undefined)
    if (start === undefined) continue
    claims.push({
      pid: Number(groups.pid),
      start: start.trim(),
      name,
      held: names.includes(`${groups.id}.held`),
    })
  }
  return claims
}

async function removeClaim(directory: string, name: string): Promise<void> {
  const id = CLAIM.exec(name)?.groups?.id ?? ''
  await rm(join(directory, `${id}.held`), { force: true })
  await rm(join(directory, name), { force: true })
}

/**
 * Takes a data folder for this process, or refuses with the pid of the holder. The lock of a dead process is
 * taken over.
 *
 * How: every process writes its own claim file, named by pid, *then* looks for claims of other live
 * processes; it holds the folder only if there is none. Two can never both hold it, because each wrote before
 * it looked. A dead claim never comes back to life (the start time of the process is part of it, so a reused
 * pid does not count), hence removing one needs no lock of its own. Valid on one machine and one pid
 * namespace; a folder shared between machines is not protected.
 *
 * @throws DataFolderLockedError (code `data_folder_locked`)
 */
export async function acquireDataFolderLock(folder: string): Promise<DataFolderLock> {
  const directory = join(folder, 'lock')
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const start = processStart(process.pid) ?? ''

  for (let attempt = 1; ; attempt += 1) {
    const id = randomUUID()
    const own = `${process.pid}.${id}.claim`
    await writeFile(join(directory, own), `${start}\n`, { flag: 'wx' })
    let rival: Claim | undefined
    for (const claim of await readClaims(directory)) {
      if (claim.name === own) continue
      if (!isProcessAlive(claim.pid, claim.start)) await removeClaim(directory, claim.name)
      else if (rival === undefined || claim.held) rival = claim
    }
    if (rival === undefined) {
      await writeFile(join(directory, `${id}.held`), '')
      return { release: () => removeClaim(directory, own) }
    }
    await removeClaim(directory, own)
    if (rival.held || attempt === ATTEMPTS) throw new DataFolderLockedError(folder, rival.pid)
    await delay(Math.random() * MAX_WAIT_MS)
  }
}
