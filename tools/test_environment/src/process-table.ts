import { readFileSync } from 'node:fs'

/** Start time of a process in kernel ticks since boot (proc(5), field 22): tells a reused pid from the old process. */
export function processStart(pid: number): number | undefined {
  const fields = statFields(pid)
  return fields === undefined ? undefined : Number(fields[19])
}

/** True while the process runs. A child that has ended but was not yet collected counts as ended. */
export function isRunning(pid: number): boolean {
  const fields = statFields(pid)
  if (fields !== undefined) return fields[0] !== 'Z' && fields[0] !== 'X'
  if (process.platform === 'linux') return false
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Fields after the command name, which may itself hold spaces and brackets. */
function statFields(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}
