import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ExampleAnswer } from './compare.ts'

/** The parts of a request as an example holds them. */
export type ExampleRequest = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** One file of `contracts/examples`. */
export type Example = {
  readonly operationId: string
  /** `<operationId>/<case>`. */
  readonly name: string
  readonly file: string
  readonly request: ExampleRequest
  readonly response: ExampleAnswer
}

/** Where the contract keeps its examples. */
export const examplesFolder = new URL('../../contracts/examples/', import.meta.url).pathname

/** Every example of an operation, by name. Examples of events are not requests and stay out. */
export async function readExamples(folder: string = examplesFolder): Promise<Example[]> {
  const entries = await readdir(folder, { recursive: true })
  const names = entries.filter(
    (entry) => /^[a-z]\w+\/[\w-]+\.json$/i.test(entry) && !entry.startsWith('events/'),
  )
  return Promise.all(
    names.sort().map(async (entry) => {
      const file = join(folder, entry)
      const { request, response } = JSON.parse(await readFile(file, 'utf8'))
      const [operationId = ''] = entry.split('/')
      return { operationId, name: entry.replace(/\.json$/, ''), file, request, response }
    }),
  )
}

/** Writes an example back. The formatter of the repository has the last word on its layout. */
export async function writeExample({ file, request, response }: Example): Promise<void> {
  await writeFile(file, `${JSON.stringify({ request, response }, null, 2)}\n`)
}
