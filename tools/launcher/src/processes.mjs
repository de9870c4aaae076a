import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * True while the very process runs that had this pid and this start mark. The mark is what packages/database
 * writes into its claims: boot id and start time on Linux, the answer of ps elsewhere; empty when unknown.
 * @param {number} pid
 * @param {string} start
 */
export function isProcessAlive(pid, start = '') {
  if (!answersSignal(pid)) return false
  if (process.platform === 'linux') {
    const now = linuxStart(pid)
    return now !== undefined && (start === '' || now === start)
  }
  if (process.platform === 'win32' || start === '') return true
  const now = psStart(pid)
  return now === undefined || now === start
}

/** @param {number} pid */
function answersSignal(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error.code === 'EPERM'
  }
}

/** @param {number} pid */
export function linuxStart(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    // The command name may hold spaces and brackets: count from behind it. A zombie has ended.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? undefined : `${boot}/${fields[19]}`
  } catch {
    return undefined
  }
}

/** @param {number} pid */
function psStart(pid) {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}
