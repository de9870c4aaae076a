import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Field 22 of `/proc/<pid>/stat` (proc(5)): start time since boot. Counted after the name, which may hold blanks. */
const START_TIME_AFTER_NAME = 19

function linuxStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // A zombie has ended; it holds nothing any more.
    if (fields[0] === 'Z') return undefined
    return `${boot}/${fields[START_TIME_AFTER_NAME]}`
  } catch {
    return undefined
  }
}

function otherStart(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}

/**
 * When a process started, as text that tells two processes with the same pid apart; undefined when there is
 * no such process or the system does not say.
 */
export function processStart(pid: number): string | undefined {
  if (process.platform === 'linux') return linuxStart(pid)
  return process.platform === 'win32' ? undefined : otherStart(pid)
}

function answersSignal(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** True while the very process runs that had this pid and start. An empty start (unknown) compares pids only. */
export function isProcessAlive(pid: number, start: string): boolean {
  if (!answersSignal(pid)) return false
  const now = processStart(pid)
  if (process.platform === 'linux') return now !== undefined && (start === '' || now === start)
  return start === '' || now === undefined || now === start
}
