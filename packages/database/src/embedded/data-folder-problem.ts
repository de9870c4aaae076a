import { DataFilesError } from './data-files.ts'

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there. Give the folder to the user that runs the process, or name another',
  EPERM: 'this user may not write there. Give the folder to the user that runs the process, or name another',
  EROFS: 'the file system is read-only. Mount it writable, or name another folder',
  EEXIST: 'it is a file and not a folder. Remove the file, or name another folder',
  ENOTDIR: 'a part of the path is a file and not a folder. Name another folder',
  ENOSPC: 'the disk is full. Make room, and start again',
  EDQUOT: 'the disk quota is used up. Make room, and start again',
}

/** A failure of the file system in words, with what to do; every other error as it is. */
export function dataFolderProblem(folder: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const reason = typeof code === 'string' ? reasons[code] : undefined
  if (reason === undefined) return error
  return new DataFilesError(`The data folder ${folder} cannot be used: ${reason}.`, { cause: error })
}
