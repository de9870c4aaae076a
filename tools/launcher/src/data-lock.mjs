import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isProcessAlive } from './processes.mjs'
import { LauncherError } from './say.mjs'

const CLAIM = /^(\d+)\.[0-9a-f-]+\.claim$/

/**
 * The pid of a living process that holds a data folder, or undefined. Only looks: the lock itself is taken by
 * packages/database, whose claims (`lock/<pid>.<id>.claim`, holding the start mark of the process) are read here.
 * @param {string} folder
 */
export function lockHolder(folder) {
  const directories = [
    path.join(folder, 'lock'),
    ...childFolders(folder).map((name) => path.join(folder, name, 'lock')),
  ]
  for (const directory of directories) {
    for (const name of entries(directory)) {
      const pid = Number(CLAIM.exec(name)?.[1])
      if (Number.isInteger(pid) && isProcessAlive(pid, startOf(path.join(directory, name)))) return pid
    }
  }
  return undefined
}

/** Refuses when somebody works in the folder. @param {string} folder */
export function checkDataFolder(folder) {
  const pid = lockHolder(folder)
  if (pid === undefined) return
  throw new LauncherError(
    'data_folder_locked',
    `the data folder ${folder} is in use by process ${pid}. Stop that process, or set RPG_BOT_DATA to another folder.`,
  )
}

/** @param {string} directory */
function entries(directory) {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}

/** @param {string} directory */
function childFolders(directory) {
  try {
    return readdirSync(directory, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    )
  } catch {
    return []
  }
}

/** @param {string} file */
function startOf(file) {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}
