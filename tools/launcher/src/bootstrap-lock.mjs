import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isProcessAlive, linuxStart } from './processes.mjs'
import { say } from './say.mjs'

/**
 * Runs `work` while no other launcher of this checkout installs or builds: two at once would write the same files.
 * A lock of a dead process is taken over.
 * @template T
 * @param {string} folder
 * @param {() => Promise<T>} work
 */
export async function withBootstrapLock(folder, work) {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, 'bootstrap.lock')
  for (let waited = 0; !take(file); waited += 1) {
    const [pid = '', start = ''] = readText(file).split(' ')
    // An empty file is one that is being written: give it a moment before calling it abandoned.
    const abandoned = pid === '' ? waited > 20 : !isProcessAlive(Number(pid), start)
    if (abandoned) rmSync(file, { force: true })
    else if (waited === 0) say(`waiting for another start or test run of this checkout (process ${pid})…`)
    await delay(100)
  }
  const release = () => rmSync(file, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.removeListener('exit', release)
    release()
  }
}

function take(file) {
  try {
    writeFileSync(file, `${process.pid} ${linuxStart(process.pid) ?? ''}`, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
