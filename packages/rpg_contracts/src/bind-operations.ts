import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { RpgError } from './errors.ts'
import { type OperationId, type OperationRow, operationTable } from './generated/operations.ts'
import type { Validator } from './generated/table-types.ts'
import type { Handler, OperationRequest, OperationResponse, Principal } from './handlers.ts'
import { checkResponse, type ResponseChecks, type ViolationListener } from './response-checks.ts'
import { problemDetails } from './validation-errors.ts'

/** How {@link bindOperations} connects handlers to a service. */
export interface BindOptions {
  /** Whose operations these are: the `x-service` of the contract. */
  readonly service: OperationRow['service']
  /** Proves who is asking. Throws `token_missing`, `token_invalid` or `token_expired`. */
  readonly authenticate: (request: FastifyRequest) => Promise<Principal> | Principal
  /** W3C trace id of a request. */
  readonly traceIdOf: (request: FastifyRequest) => string
  /** Which responses are checked against the contract, and what a violation does. */
  readonly responses: ResponseChecks
  /** Hears of every violation, before anything else happens. */
  readonly onViolation?: ViolationListener
}

/** The handlers do not cover exactly the operations of the service. */
export class IncompleteBindingError extends Error {
  override readonly name = 'IncompleteBindingError'
  readonly missing: readonly string[]
  readonly foreign: readonly string[]

  constructor(missing: readonly string[], foreign: readonly string[]) {
    const list = (ids: readonly string[]) => ids.join(', ') || 'none'
    super(`Handlers do not match the contract. Missing: ${list(missing)}. Foreign: ${list(foreign)}.`)
    this.missing = missing
    this.foreign = foreign
  }
}

type AnyHandler = Handler<OperationId>
type HandlerTable = Readonly<Record<string, unknown>>

/** Operations of a service, in the order of the contract. */
export function operationsOf(service: OperationRow['service']): OperationRow[] {
  return operationTable.filter((row) => row.service === service)
}

/**
 * Binds one handler per operation of a service to Fastify routes.
 *
 * Per request: authentication, then path, query, headers and body against the contract, then the handler,
 * then the answer against the contract. Nothing in a body is stripped, coerced or filled in.
 *
 * @throws IncompleteBindingError when a handler is missing or belongs to another service
 */
export function bindOperations(app: FastifyInstance, handlers: HandlerTable, options: BindOptions): void {
  const rows = operationsOf(options.service)
  const wanted = new Set<string>(rows.map((row) => row.id))
  const missing = rows.filter((row) => typeof handlers[row.id] !== 'function').map((row) => row.id)
  const foreign = Object.keys(handlers).filter((id) => !wanted.has(id))
  if (missing.length > 0 || foreign.length > 0) throw new IncompleteBindingError(missing, foreign)
  for (const row of rows) bindOperation(app, row, { handler: handlers[row.id] as AnyHandler, options })
}

/** Where a request keeps who sent it. A field of its own: a weak map costs a garbage collection more than this. */
const principalKey = Symbol('rpg_contracts.principal')
type Authenticated = FastifyRequest & { [principalKey]?: Principal | null }

function bindOperation(
  app: FastifyInstance,
  row: OperationRow,
  { handler, options }: { handler: AnyHandler; options: BindOptions },
): void {
  const authenticated = row.security.length > 0
  app.route({
    method: row.method,
    url: row.url,
    exposeHeadRoute: false,
    config: { operationId: row.id },
    // Before the body is read: a stranger cannot make the service parse anything.
    ...(authenticated
      ? {
          onRequest: (request: Authenticated, _reply: FastifyReply, done: (error?: Error) => void) => {
            const accept = (principal: Principal) => {
              request[principalKey] = principal
              done()
            }
            let principal: Principal | Promise<Principal>
            try {
              principal = options.authenticate(request)
            } catch (error) {
              done(error as Error)
              return
            }
            // Most tokens were seen before and are answered at once; waiting anyway would cost a turn each.
            if (principal instanceof Promise) principal.then(accept, done)
            else accept(principal)
          },
        }
      : {}),
    handler: async (request, reply) => {
      const operationRequest = readRequest(row, request, {
        principal: (request as Authenticated)[principalKey] ?? null,
        traceId: options.traceIdOf(request),
      })
      const response = await handler(operationRequest, { respond })
      return send(reply, { row, response, request, options })
    },
  })
}

/** Checks every part of a request and reports everything that is wrong at once. */
function readRequest(
  row: OperationRow,
  request: FastifyRequest,
  known: { principal: Principal | null; traceId: string },
): OperationRequest<OperationId> {
  const errors = requestFailures(row, request)
  if (errors !== null) throw new RpgError('request_invalid', { errors: errors.slice(0, 100) })
  if (row.conditional && request.headers['if-match'] === undefined) {
    throw new RpgError('precondition_required', { detail: 'Send the ETag you read as If-Match.' })
  }
  return {
    operationId: row.id,
    params: request.params,
    query: request.query,
    headers: request.headers,
    body: request.body,
    principal: known.principal,
    traceId: known.traceId,
    address: request.ip,
    log: request.log,
  } as OperationRequest<OperationId>
}

/** Null for a request that fits, which is nearly every one: the lists are made for the others. */
function requestFailures(row: OperationRow, request: FastifyRequest) {
  const { params, querystring, headers, body } = row.input
  const path = failures('path', params, request.params)
  const query = failures('query', querystring, request.query)
  const header = failures('header', headers, request.headers)
  const sent = bodyFailures(row, body, request.body)
  if (path === null && query === null && header === null && sent === null) return null
  return [path, query, header, sent].flatMap((found) => found ?? [])
}

function failures(where: 'path' | 'query' | 'header', validator: Validator | null, value: unknown) {
  if (validator === null || validator(value)) return null
  return problemDetails(where, validator.errors)
}

function bodyFailures(row: OperationRow, validator: Validator | null, body: unknown) {
  if (validator === null) {
    if (body === undefined || body === null) return null
    return [{ in: 'body' as const, pointer: '', rule: 'absent', message: 'must not be sent' }]
  }
  if (body === undefined) {
    return row.bodyRequired
      ? [{ in: 'body' as const, pointer: '', rule: 'required', message: 'must be sent' }]
      : null
  }
  return validator(body) ? null : problemDetails('body', validator.errors)
}

/** The one way to make an {@link OperationResponse}; the types above decide what it accepts. */
const respond = ((status: number, body?: unknown, headers?: Record<string, string>) => ({
  status,
  body,
  headers: headers ?? {},
})) as never

async function send(
  reply: FastifyReply,
  context: {
    row: OperationRow
    response: OperationResponse<OperationId>
    request: FastifyRequest
    options: BindOptions
  },
): Promise<FastifyReply> {
  const { row, response, request, options } = context
  const { status, body, headers } = response
  const media = row.responses[status]
  const mediaType = media === undefined ? undefined : Object.keys(media)[0]
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined) reply.header(name, value)
  }
  if (matchesEntityTag(row, request, headers['ETag'])) return reply.code(304).send()
  const text = body === undefined ? undefined : JSON.stringify(body)
  checkResponse({ row, status, text, validator: media?.[mediaType ?? ''] ?? null }, options)
  reply.code(status)
  if (text === undefined || mediaType === undefined) return reply.send()
  // Fastify serialises objects again; a string with its content type goes out as it is.
  return reply.header('content-type', `${mediaType}; charset=utf-8`).send(text)
}

/** RFC 9110, section 13.1.2: weak comparison, a list, or `*`. */
function matchesEntityTag(
  row: OperationRow,
  request: FastifyRequest,
  entityTag: string | undefined,
): boolean {
  const sent = request.headers['if-none-match']
  if (sent === undefined || entityTag === undefined || row.responses[304] === undefined) return false
  const strip = (tag: string) => tag.trim().replace(/^W\//, '')
  return sent.trim() === '*' || sent.split(',').some((tag) => strip(tag) === strip(entityTag))
}
