import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Notes which inputs a finished step had, so that it is not done again. @param {string} folder */
export function createStamps(folder) {
  const file = (name) => path.join(folder, `${name}.stamp`)
  return {
    /** @param {string} name @returns {string} */
    read(name) {
      try {
        return readFileSync(file(name), 'utf8')
      } catch {
        return ''
      }
    },
    /** @param {string} name @param {string} value */
    write(name, value) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(file(name), value)
    },
    /** @param {string} name */
    clear(name) {
      rmSync(file(name), { force: true })
    },
  }
}
