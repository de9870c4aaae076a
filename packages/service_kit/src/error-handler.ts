import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { AllowedMethods } from './allowed-methods.ts'
import { type EdgeCode, edgeError } from './edge-errors.ts'
import type { RejectionReason } from './metric-catalogue.ts'
import { type CatalogueError, isCatalogueError, problemFrom, problemMediaType } from './problem.ts'

type Mapped = { code: EdgeCode; reason?: RejectionReason; detail?: string }

// What Fastify and Node throw before a handler runs, by their permanent codes.
const frameworkErrors: Readonly<Record<string, Mapped>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'body_too_large', reason: 'body_too_large' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: 'media_type_unsupported', reason: 'media_type' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { code: 'request_malformed', reason: 'malformed' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'json_malformed', reason: 'json' },
  FST_ERR_CTP_INVALID_JSON_BODY: { code: 'json_malformed', reason: 'json' },
  FST_ERR_BAD_URL: { code: 'request_malformed', reason: 'malformed', detail: 'The path is not valid.' },
  FST_ERR_MAX_PARAM_LENGTH: { code: 'not_found' },
  FST_ERR_NOT_FOUND: { code: 'not_found' },
  FST_ERR_HANDLER_TIMEOUT: {
    code: 'temporarily_unavailable',
    reason: 'timeout',
    detail: 'The request took too long. Try again later.',
  },
  ECONNRESET: { code: 'request_malformed', reason: 'malformed' },
}

/** Answers with these always say when to try again; others when the error does. */
const retryableStatuses = new Set([429, 503])

/** Sends an error as `application/problem+json`: the one way an error leaves the service. */
export function problemReply(
  request: FastifyRequest,
  reply: FastifyReply,
  error: CatalogueError,
): FastifyReply {
  reply.code(error.status)
  if (error.headers !== undefined) reply.headers(error.headers)
  reply.header('cache-control', 'no-store')
  const problem = problemFrom(error, request.id)
  const saysWhen = retryableStatuses.has(error.status) || problem.retryAfterMs !== undefined
  if (saysWhen && !reply.hasHeader('retry-after'))
    reply.header('retry-after', String(Math.max(1, Math.ceil((problem.retryAfterMs ?? 1000) / 1000))))
  // Serialised here: Fastify would append a charset, which the media type does not have.
  return reply.type(problemMediaType).send(Buffer.from(JSON.stringify(problem)))
}

/** Makes the error handler of a service. `onRejected` counts requests refused before their handler. */
export function createErrorHandler({ onRejected }: { onRejected: (reason: RejectionReason) => void }) {
  return function handleError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (isCatalogueError(thrown)) {
      if (thrown.code.startsWith('json_')) onRejected('json')
      else if (thrown.code === 'media_type_unsupported') onRejected('media_type')
      if (thrown.status >= 500 && thrown.code !== 'overloaded')
        request.log.error({ err: thrown }, 'request failed')
      return problemReply(request, reply, thrown)
    }
    const { code } = thrown as Partial<FastifyError>
    const mapped = typeof code === 'string' ? frameworkErrors[code] : undefined
    if (mapped !== undefined) {
      if (mapped.reason !== undefined) onRejected(mapped.reason)
      if (mapped.code === 'temporarily_unavailable')
        request.log.error({ err: thrown }, 'request ran into its deadline')
      return problemReply(
        request,
        reply,
        edgeError(mapped.code, mapped.detail === undefined ? {} : { detail: mapped.detail }),
      )
    }
    request.log.error({ err: thrown }, 'request failed')
    return problemReply(request, reply, edgeError('internal'))
  }
}

/** Makes the answer to requests that match no route: 405 when the path has other methods, 404 otherwise. */
export function createNotFoundHandler(allowed: Pick<AllowedMethods, 'of'>) {
  return function handleNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const methods = allowed.of((request.raw.url ?? '').split('?', 1)[0] ?? '')
    if (methods.length === 0) return problemReply(request, reply, edgeError('not_found'))
    return problemReply(
      request,
      reply,
      edgeError('method_not_allowed', { headers: { allow: methods.join(', ') } }),
    )
  }
}
