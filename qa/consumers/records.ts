import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ConsumerRecord, kindOf } from '@rpg-bot/rpg_sdk/testing'
import type { ExampleAnswer } from '../golden/compare.ts'

/** A record and whose it is. */
export type NamedRecord = {
  readonly consumer: string
  readonly file: string
  readonly record: ConsumerRecord
}

/** Every record under `qa/consumers`, one folder a consumer. */
export async function readRecords(folder: string = import.meta.dirname): Promise<NamedRecord[]> {
  const entries = (await readdir(folder, { recursive: true })).filter((entry) =>
    /^\w+\/[\w.-]+\.json$/.test(entry),
  )
  return Promise.all(
    entries.sort().map(async (file) => {
      const [consumer = ''] = file.split('/')
      return {
        consumer,
        file,
        record: JSON.parse(await readFile(join(folder, file), 'utf8')) as ConsumerRecord,
      }
    }),
  )
}

/** What a consumer relies on that an answer does not give. */
export function brokenPromises({ response }: ConsumerRecord, answer: ExampleAnswer): string[] {
  if (answer.status !== response.status) return [`answers ${answer.status} and not ${response.status}`]
  const present = new Set(Object.keys(answer.headers ?? {}).map((name) => name.toLowerCase()))
  const headers = Object.keys(response.headers)
    .filter((name) => !present.has(name))
    .map((name) => `has no header ${name}`)
  const reads = Object.entries(response.reads).flatMap(([pointer, kinds]) => {
    const found = valuesAt(answer.body, pointer)
    if (found === undefined) return [`${pointer} is not there`]
    const known = new Set<string>(kinds.split(' or '))
    // A consumer that saw null in the example may see a value, and the other way round, where both are allowed:
    // the contract says so, and its validators judge that. Another kind of value breaks the consumer.
    const wrong = found.map(kindOf).find((kind) => kind !== 'null' && !known.has(kind) && !known.has('null'))
    return wrong === undefined ? [] : [`${pointer} is ${wrong} and not ${kinds}`]
  })
  return [...headers, ...reads]
}

/**
 * The values at a pointer, `*` standing for every index; undefined when there is none. An optional field that
 * some items of a list have is there; that all have the required ones is for the validators of the contract.
 */
function valuesAt(body: unknown, pointer: string): unknown[] | undefined {
  let values: unknown[] = [body]
  for (const token of pointer.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~')
    values = values.flatMap((value) => {
      if (name === '*' && Array.isArray(value)) return value
      const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, name)
      return isThere ? [(value as Record<string, unknown>)[name]] : []
    })
  }
  return values.length === 0 ? undefined : values
}
