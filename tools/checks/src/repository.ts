import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** The files a check looks at. Paths are relative to the repository and use forward slashes. */
export interface Repository {
  readonly files: readonly string[]
  /** Text of a file; throws when it does not exist. */
  read(file: string): string
  /** Bytes. */
  size(file: string): number
}

/** Something a check does not accept. */
export interface Finding {
  readonly file: string
  /** What is wrong and what to do about it. */
  readonly message: string
}

/** One rule of the repository. */
export interface Check {
  readonly name: string
  /** Findings are printed but fail nothing. */
  readonly advice?: boolean
  run(repository: Repository): readonly Finding[] | Promise<readonly Finding[]>
}

/** The working tree: what is committed or would be, without what is ignored. */
export function openRepository(root: string): Repository {
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    options,
  )
  const files = listed.split('\0').filter((file) => file !== '' && existsSync(path.join(root, file)))
  return {
    files,
    read: (file) => readFileSync(path.join(root, file), 'utf8'),
    size: (file) => statSync(path.join(root, file)).size,
  }
}

/** A repository in memory, for the samples of the tests. */
export function repositoryOf(contents: Readonly<Record<string, string>>): Repository {
  const read = (file: string): string => {
    const text = contents[file]
    if (text === undefined) throw new Error(`no such file: ${file}`)
    return text
  }
  return { files: Object.keys(contents), read, size: (file) => Buffer.byteLength(read(file)) }
}
