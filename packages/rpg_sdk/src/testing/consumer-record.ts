import type { ExampleRequest, Exchange } from './contract-mock.ts'

/** What a consumer relies on: one file of `qa/consumers/<consumer>/<operationId>.<case>.json`. */
export type ConsumerRecord = {
  /** The example whose state the provider has to be in. */
  readonly state: string
  readonly request: ExampleRequest
  readonly response: {
    readonly status: number
    /** Headers that it asked for and found. */
    readonly headers: Readonly<Record<string, 'string'>>
    /** Kinds by JSON pointer; several are joined by ` or `. */
    readonly reads: Readonly<Record<string, string>>
  }
}

/** The record of an exchange, in a fixed order. */
export function consumerRecordOf({ example, request, status, headerReads, reads }: Exchange): ConsumerRecord {
  const kinds = [...reads].map(([pointer, found]) => [pointer, [...found].sort().join(' or ')] as const)
  return {
    state: example,
    request,
    response: {
      status,
      headers: Object.fromEntries([...headerReads].sort().map((name) => [name, 'string' as const])),
      reads: Object.fromEntries(kinds.sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  }
}

/** Records of the same request in the same state, taken together. */
export function mergeConsumerRecords(records: readonly ConsumerRecord[]): ConsumerRecord[] {
  const merged = new Map<string, ConsumerRecord>()
  for (const record of records) {
    const before = merged.get(record.state)
    merged.set(record.state, before === undefined ? record : mergeTwo(before, record))
  }
  return [...merged.values()]
}

function mergeTwo(first: ConsumerRecord, second: ConsumerRecord): ConsumerRecord {
  const pointers = [...new Set([first, second].flatMap(({ response }) => Object.keys(response.reads)))].sort()
  const kindsOf = (pointer: string) =>
    [first, second].flatMap(({ response }) => response.reads[pointer]?.split(' or ') ?? [])
  const headers = { ...first.response.headers, ...second.response.headers }
  return {
    ...first,
    response: {
      status: first.response.status,
      headers: Object.fromEntries(Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1))),
      reads: Object.fromEntries(
        pointers.map((pointer) => [pointer, [...new Set(kindsOf(pointer))].sort().join(' or ')]),
      ),
    },
  }
}

/** Name of the file of a record. */
export function consumerFileOf({ state }: Pick<ConsumerRecord, 'state'>): string {
  return `${state.replace('/', '.')}.json`
}
