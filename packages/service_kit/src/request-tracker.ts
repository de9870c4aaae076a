import type { FastifyContextConfig, FastifyReply, FastifyRequest } from 'fastify'
import { edgeError } from './edge-errors.ts'
import { type Logger, requestLineWriter } from './logger.ts'
import { serviceMetrics } from './metric-catalogue.ts'
import { createRequestRecorder, type Metrics } from './metrics.ts'

/** Follows every request of a service from its first hook to the end of its answer. */
export type RequestTracker = {
  /** Counts a request in. Called once, before anything else. */
  begin(reply: FastifyReply, config: FastifyContextConfig): void
  inFlight(): number
  /** Ends requests past their deadline; called now and then by a timer. */
  sweep(): void
  /** Makes the answers that are still to come the last of their connections. */
  startClosing(): void
}

type Tracked = FastifyReply['raw'] & {
  [replyOf]?: FastifyReply | undefined
  [configOf]?: FastifyContextConfig
}
const replyOf = Symbol('service_kit.reply')
const configOf = Symbol('service_kit.config')

/**
 * Makes the tracker of a service: it counts requests in and out, records their time, writes their one log line
 * and ends those past their deadline. Fastify's own tools are not used for two reasons: its `onResponse` hook
 * does not run when the client leaves before the answer, so what was counted in would never be counted out; and
 * its `handlerTimeout` makes a timer, a controller and two closures for each request.
 */
export function createRequestTracker(options: {
  logger: Logger
  metrics: Metrics
  deadlineMs: number
}): RequestTracker {
  const { logger, metrics, deadlineMs } = options
  const record = createRequestRecorder(metrics)
  const writeRequestLine = requestLineWriter(logger)
  const open = new Set<FastifyReply>()
  let inFlight = 0
  metrics.observedGauge(serviceMetrics.requestsInFlight, { labels: {}, read: () => inFlight })

  return {
    begin(reply, config) {
      inFlight += 1
      open.add(reply)
      const response: Tracked = reply.raw
      response[replyOf] = reply
      response[configOf] = config
      response.on('close', end)
    },
    inFlight: () => inFlight,
    sweep() {
      for (const reply of open) {
        const limit = (reply.raw as Tracked)[configOf]?.deadlineMs ?? deadlineMs
        if (limit === 0 || reply.elapsedTime < limit) continue
        open.delete(reply)
        expire(reply)
      }
    },
    startClosing() {
      for (const reply of open) if (!reply.sent) reply.header('connection', 'close')
    },
  }

  // One function for all requests: the response itself says whose end it is.
  function end(this: Tracked): void {
    const reply = this[replyOf]
    if (reply === undefined) return
    this[replyOf] = undefined
    inFlight -= 1
    open.delete(reply)
    const { operationId, bypassesGate } = this[configOf] ?? {}
    const { request, elapsedTime } = reply
    const status = this.writableFinished ? this.statusCode : 0
    record(operationId, status, elapsedTime / 1000)
    // Probes come every second and would be most of the log.
    if (bypassesGate === true && operationId === undefined) return
    const line = {
      traceId: request.id,
      method: request.method,
      path: pathOf(request.raw.url),
      durationMs: Math.round(elapsedTime * 1000) / 1000,
    }
    // Only the paths of the contract are known to hold no secret; others are searched for them.
    if (operationId !== undefined) {
      writeRequestLine({ ...line, operation: operationId, status: status === 0 ? undefined : status })
      return
    }
    logger.info({ ...line, ...(status === 0 ? { aborted: true } : { status }) }, 'request completed')
  }
}

function expire(reply: FastifyReply): void {
  // An answer that has begun is being read slowly, which is for the connection's time limits to judge.
  if (reply.sent) return
  const error = edgeError('temporarily_unavailable', {
    detail: 'The request took too long. Try again later.',
    retryAfterMs: 1000,
  })
  abortSignal(reply.request, error)
  if (!reply.sent) reply.send(error)
}

// Fastify makes the controller behind `request.signal` when a handler first asks, and keeps it under a symbol.
// A test fails when that changes.
function abortSignal(request: FastifyRequest, reason: Error): void {
  for (const symbol of Object.getOwnPropertySymbols(request)) {
    if (symbol.description !== 'fastify.request.signal') continue
    const controller: unknown = Reflect.get(request, symbol)
    if (controller instanceof AbortController) controller.abort(reason)
  }
}

// A query may hold a secret; it is never logged.
function pathOf(url = ''): string {
  const end = url.indexOf('?')
  return end === -1 ? url.slice(0, 512) : url.slice(0, Math.min(end, 512))
}
