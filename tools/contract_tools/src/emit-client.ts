import { banner, literal, objectLines } from './emit-code.ts'
import { arrayOf } from './json-value.ts'
import type { OperationModel } from './operation-model.ts'

/**
 * The text of the SDK's `client.ts`: a route per operation and the typed calls over them.
 * Types come from rpg_contracts, so there is one copy of them; policy (retries, errors, tokens) is the façade's.
 */
export function emitClient(operations: readonly OperationModel[]): string {
  const rows = operations.map((operation): [string, string] => [operation.id, emitRoute(operation)])
  return `${banner}
import type {
  BodyOf,
  HeadersOf,
  OperationId,
  PathOf,
  QueryOf,
  ResponseBodyOf,
  SuccessStatus,
} from '@rpg-bot/rpg_contracts'

/** What a client must know of an operation to call it. */
export interface Route {
  readonly method: 'DELETE' | 'GET' | 'HEAD' | 'OPTIONS' | 'PATCH' | 'POST' | 'PUT'
  /** Path with \`{name}\` for each path parameter. */
  readonly path: string
  /** Present when no access token is sent. */
  readonly public?: true
  /** Present when it takes an Idempotency-Key: a repeat with the same key answers the first result. */
  readonly idempotent?: true
  /** Present when it demands If-Match. */
  readonly conditional?: true
  /** Present when it answers pages: go on with \`nextCursor\` as \`cursor\`. */
  readonly paged?: true
}

/** Every operation of the contract. */
export const routes = ${objectLines(rows, '')} as const satisfies Record<OperationId, Route>

/** The operations that answer pages. */
export type PagedOperationId = {
  [Id in OperationId]: (typeof routes)[Id] extends { readonly paged: true } ? Id : never
}[OperationId]

type Part<Name extends string, Value> = [keyof Value] extends [never]
  ? unknown
  : Partial<Value> extends Value
    ? { readonly [Key in Name]?: Value }
    : { readonly [Key in Name]: Value }

/** What a call of an operation takes; parts that the operation does not have are absent. */
export type InputOf<Id extends OperationId> = Part<'path', PathOf<Id>> &
  Part<'query', QueryOf<Id>> &
  Part<'headers', HeadersOf<Id>> &
  ([BodyOf<Id>] extends [undefined] ? unknown : { readonly body: BodyOf<Id> }) &
  ((typeof routes)[Id] extends { readonly conditional: true } ? { readonly headers: { readonly 'if-match': string } } : unknown)

/** The body of an operation's successful answer; undefined where it has none. */
export type ResultOf<Id extends OperationId> = {
  [Status in SuccessStatus<Id>]: ResponseBodyOf<Id, Status>
}[SuccessStatus<Id>]

/** A call as it goes out, before policy: headers are those of the contract only. */
export interface OutgoingCall {
  readonly id: OperationId
  readonly route: Route
  /** Path and query, without the server's address. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON text, or undefined when there is no body. */
  readonly body: string | undefined
}

/** The parts of any call, untyped: what {@link outgoingCall} works on. */
export interface AnyInput {
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number | boolean | null | undefined>>
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: unknown
}

/** Fills a route with the parts of a call. */
export function outgoingCall(id: OperationId, input: AnyInput = {}): OutgoingCall {
  const route: Route = routes[id]
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined && value !== null) query.append(name, String(value))
  }
  const path = route.path.replace(/\\{(\\w+)\\}/g, (_, name: string) => encodeURIComponent(input.path?.[name] ?? ''))
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(input.headers ?? {})) if (value !== undefined) headers[name] = value
  if (input.body !== undefined) headers['content-type'] = 'application/json'
  return {
    id,
    route,
    url: query.size === 0 ? path : \`\${path}?\${query}\`,
    headers,
    body: input.body === undefined ? undefined : JSON.stringify(input.body),
  }
}
`
}

function emitRoute(operation: OperationModel): string {
  const isPaged = operation.method === 'GET' && 'cursor' in queryProperties(operation)
  const flags = {
    public: arrayOf(operation.security).length === 0,
    idempotent: operation.idempotent,
    conditional: operation.conditional,
    paged: isPaged,
  }
  const set = Object.entries(flags).filter(([, isSet]) => isSet)
  const members = [
    `method: ${literal(operation.method)}`,
    `path: ${literal(operation.path)}`,
    ...set.map(([name]) => `${name}: true`),
  ]
  return `{ ${members.join(', ')} }`
}

function queryProperties(operation: OperationModel): object {
  const properties = operation.input.querystring?.schema.properties
  return typeof properties === 'object' && properties !== null ? properties : {}
}
