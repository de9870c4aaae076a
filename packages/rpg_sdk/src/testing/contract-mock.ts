import type { OperationId } from '@rpg-bot/rpg_contracts'
import { routes } from '../generated/client.ts'
import { type Reads, watchReads } from './read-recorder.ts'

/** The parts of a request as the examples of the contract hold them. */
export type ExampleRequest = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** One example of the contract: a file of `contracts/examples/<operationId>/<case>.json`. */
export type ContractExample = {
  readonly request: ExampleRequest
  readonly response: {
    readonly status: number
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: unknown
  }
}

/** Examples by `<operationId>/<case>`. */
export type ContractExamples = Readonly<Record<string, ContractExample>>

/** One request of a consumer, and what it read of the answer. */
export type Exchange = {
  readonly operationId: OperationId
  /** Name of the example that answered: `<operationId>/<case>`. */
  readonly example: string
  readonly request: ExampleRequest
  readonly status: number
  /** Headers that the consumer asked for and found. */
  readonly headerReads: ReadonlySet<string>
  readonly reads: Reads
}

/** A server that answers with the examples of the contract and remembers what was read of them. */
export type ContractMock = {
  readonly fetch: typeof globalThis.fetch
  readonly exchanges: readonly Exchange[]
}

/**
 * Makes a contract mock.
 *
 * @param options.examples of the contract
 * @param options.cases the case that answers an operation, such as `{ getMe: 'token-missing' }`; its first success
 *   unless said
 */
export function createContractMock(options: {
  examples: ContractExamples
  cases?: Readonly<Partial<Record<OperationId, string>>>
}): ContractMock {
  const { examples, cases = {} } = options
  const exchanges: Exchange[] = []

  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const url = new URL(String(input), 'https://mock.invalid')
    const { operationId, params } = routeOf(init.method ?? 'GET', url.pathname)
    const name = exampleNameOf(operationId)
    const example = examples[name]
    if (example === undefined) throw new Error(`There is no example ${name}.`)
    const { status, headers = {}, body } = example.response
    const { watched, reads } = watchReads(structuredClone(body))
    const headerReads = new Set<string>()
    const request = requestOf({ url, params, init, example: example.request })
    exchanges.push({ operationId, example: name, request, status, headerReads, reads })
    const type = status < 400 ? 'application/json' : 'application/problem+json'
    const text = body === undefined ? null : JSON.stringify(body)
    const response = new Response(text, { status, headers: { 'content-type': type, ...headers } })
    return watchResponse(response, { watched, headerReads })
  }
  return { fetch, exchanges }

  function exampleNameOf(operationId: OperationId): string {
    const chosen = cases[operationId]
    if (chosen !== undefined) return `${operationId}/${chosen}`
    const found = Object.entries(examples).find(
      ([name, { response }]) => name.startsWith(`${operationId}/`) && response.status < 300,
    )
    return found?.[0] ?? `${operationId}/success`
  }
}

/** The same response, but what is read of its JSON and its headers is noticed. */
function watchResponse(
  response: Response,
  { watched, headerReads }: { watched: unknown; headerReads: Set<string> },
): Response {
  const readHeader = response.headers.get.bind(response.headers)
  const get = (name: string): string | null => {
    const value = readHeader(name)
    if (value !== null) headerReads.add(name.toLowerCase())
    return value
  }
  Object.defineProperty(response.headers, 'get', { value: get })
  Object.defineProperty(response, 'json', { value: async () => watched })
  return response
}

function routeOf(
  method: string,
  pathname: string,
): { operationId: OperationId; params: Record<string, string> } {
  for (const [operationId, route] of Object.entries(routes)) {
    if (route.method !== method) continue
    const pattern = route.path.replaceAll('.', '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')
    const match = new RegExp(`^${pattern}$`).exec(pathname)
    if (match === null) continue
    const params = Object.entries(match.groups ?? {}).map(([name, value]) => [
      name,
      decodeURIComponent(value),
    ])
    return { operationId: operationId as OperationId, params: Object.fromEntries(params) }
  }
  throw new Error(`The contract has no ${method} ${pathname}.`)
}

/** Made anew for each call, so the example's own stands for them; a recording is the same every time. */
const volatileHeaders: Readonly<Record<string, string>> = {
  'idempotency-key': '0193a4c0-0000-7000-8000-00000000006b',
  authorization: 'Bearer eyJhbGciOiJFZERTQSJ9.e30.c2ln',
}

function requestOf(sent: {
  url: URL
  params: Readonly<Record<string, string>>
  init: RequestInit
  example: ExampleRequest
}): ExampleRequest {
  const { url, params, init, example } = sent
  const query = Object.fromEntries(url.searchParams)
  const headers = Object.fromEntries(
    [...new Headers(init.headers)]
      .filter(([name]) => name !== 'content-type')
      .map(([name, value]) => [
        name,
        name in volatileHeaders ? (example.headers?.[name] ?? volatileHeaders[name] ?? value) : value,
      ]),
  )
  return {
    ...(Object.keys(params).length > 0 && { params }),
    ...(Object.keys(query).length > 0 && { query }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(typeof init.body === 'string' && { body: JSON.parse(init.body) as unknown }),
  }
}
