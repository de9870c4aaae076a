import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { answerClientError } from './client-error.ts'
import { registerCors } from './cors.ts'
import { edgeError } from './edge-errors.ts'
import { createErrorHandler, handleNotFound, problemReply } from './error-handler.ts'
import { createReadiness, type Readiness, type ReadinessCheck } from './health.ts'
import { registerHealthRoutes } from './health-routes.ts'
import { parseStrictJson } from './json-parser.ts'
import { createLogger, type Logger, SafeFields } from './logger.ts'
import { type RejectionReason, serviceMetrics } from './metric-catalogue.ts'
import { createMetrics, createRequestRecorder, type Metrics } from './metrics.ts'
import { createSecurityHeaders } from './security-headers.ts'
import { defaultServiceConfig, type ServiceConfig } from './service-config.ts'
import type { Identity } from './token-claims.ts'
import { traceIdOf } from './trace-id.ts'
import { checkTrustedProxies } from './trusted-proxies.ts'

/** What {@link createService} is made of. Only the name is needed. */
export type ServiceOptions = {
  /** The unit's name, such as `gateway_api`. */
  name: string
  config?: Partial<ServiceConfig>
  logger?: Logger
  metrics?: Metrics
  /** Dependencies that `/readyz` asks. */
  checks?: readonly ReadinessCheck[]
  readiness?: Readiness
}

/** What the kit knows about a service; reached as `app.kit`. */
export type ServiceKit = {
  readonly name: string
  readonly config: Readonly<ServiceConfig>
  readonly logger: Logger
  readonly metrics: Metrics
  readonly readiness: Readiness
  /** Counts a request refused before its handler. */
  readonly rejected: (reason: RejectionReason) => void
  /** Requests in progress now. */
  inFlight(): number
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sent the request; `null` before authentication and on public routes. */
    identity: Identity | null
  }
  interface FastifyInstance {
    kit: ServiceKit
  }
  interface FastifyContextConfig {
    /** The operation of the contract: a label of metrics and a field of the request's log line. */
    operationId?: string
    /** `true` on routes that answer even when the service is overloaded. */
    bypassesGate?: boolean
  }
}

/**
 * Makes a Fastify instance with everything the services share: problems, strict JSON, trace ids, one log line
 * a request, security headers, CORS, limits, the overload gate, `/healthz` and `/readyz`. Routes are bound on
 * it afterwards. Throws when the configuration would be unsafe.
 */
export function createService(options: ServiceOptions): FastifyInstance {
  const config = Object.freeze({ ...defaultServiceConfig, ...options.config })
  const logger = options.logger ?? createLogger({ service: options.name, buffered: !config.development })
  const metrics =
    options.metrics ??
    createMetrics({ service: options.name, version: config.version, checked: config.development })
  const readiness = options.readiness ?? createReadiness()
  for (const check of options.checks ?? []) readiness.addCheck(check)
  const countRejected = metrics.counter(serviceMetrics.requestsRejected)
  const rejected = (reason: RejectionReason) => countRejected({ reason })
  const handleError = createErrorHandler({ onRejected: rejected })
  const trustedProxies = checkTrustedProxies(config.trustedProxies)

  const app = fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'traceId' }),
    genReqId: traceIdOf,
    requestIdHeader: false,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    bodyLimit: config.bodyLimitBytes,
    ...(config.deadlineMs > 0 ? { handlerTimeout: config.deadlineMs } : {}),
    requestTimeout: config.requestTimeoutMs,
    connectionTimeout: config.connectionTimeoutMs,
    keepAliveTimeout: config.keepAliveTimeoutMs,
    http: {
      maxHeaderSize: config.maxHeaderBytes,
      headersTimeout: config.headersTimeoutMs,
      connectionsCheckingInterval: Math.min(5000, config.headersTimeoutMs),
    },
    // Routes are those of the contract and nothing else.
    exposeHeadRoutes: false,
    // While closing, requests on connections that are still open are answered in the one error format.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 256 },
    clientErrorHandler: answerClientError as never,
    frameworkErrors: (error, request, reply) => {
      reply.headers(securityHeaders)
      handleError(error, request, reply)
    },
  }) as unknown as FastifyInstance

  const securityHeaders = createSecurityHeaders(config)
  const record = createRequestRecorder(metrics)
  let inFlight = 0
  let closing = false
  metrics.observedGauge(serviceMetrics.requestsInFlight, { labels: {}, read: () => inFlight })

  const kit: ServiceKit = {
    name: options.name,
    config,
    logger,
    metrics,
    readiness,
    rejected,
    inFlight: () => inFlight,
  }
  app.decorate('kit', kit)
  app.decorateRequest('identity', null)
  app.setErrorHandler(handleError)
  app.setNotFoundHandler(handleNotFound)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseStrictJson(body as Buffer))
    } catch (error) {
      done(error as Error)
    }
  })

  // The first hook of every request: it decides before anything is parsed.
  app.addHook('onRequest', function beginRequest(request, reply, done) {
    inFlight += 1
    const response: TrackedResponse = reply.raw
    response[trackedReply] = reply
    response.on('close', endRequest)
    reply.headers(securityHeaders)
    if ((inFlight > config.maxInFlight || closing) && !bypassesGate(request)) {
      rejected(closing ? 'draining' : 'overloaded')
      problemReply(request, reply, edgeError('overloaded', { retryAfterMs: 1000 }))
      return
    }
    done()
  })
  app.addHook('preClose', async () => {
    closing = true
  })

  registerCors(app, config.allowedOrigins)
  registerHealthRoutes(app, readiness)
  return app

  // Fastify's onResponse hook does not run when the client leaves before the answer, so what was counted in
  // would never be counted out. The response's own `close` always comes. One function for all requests: a
  // closure for each is a cost.
  function endRequest(this: TrackedResponse): void {
    inFlight -= 1
    const reply = this[trackedReply]
    if (reply === undefined) return
    const { request, elapsedTime } = reply
    const { operationId, bypassesGate } = request.routeOptions.config ?? {}
    const status = this.writableFinished ? this.statusCode : 0
    record(operationId, status, elapsedTime / 1000)
    // Probes come every second and would be most of the log.
    if (bypassesGate === true && operationId === undefined) return
    const fields = new SafeFields()
    fields.traceId = request.id
    fields.method = request.method
    fields.path = pathOf(request.raw.url)
    if (operationId !== undefined) fields.operation = operationId
    if (status === 0) fields.aborted = true
    else fields.status = status
    fields.durationMs = Math.round(elapsedTime * 1000) / 1000
    logger.info(fields, 'request completed')
  }
}

const trackedReply = Symbol('service_kit.reply')
type TrackedResponse = FastifyReply['raw'] & { [trackedReply]?: FastifyReply }

function bypassesGate(request: FastifyRequest): boolean {
  return request.routeOptions.config?.bypassesGate === true
}

// A query may hold a secret; a path of ours never does.
function pathOf(url = ''): string {
  const end = url.indexOf('?')
  return end === -1 ? url.slice(0, 512) : url.slice(0, Math.min(end, 512))
}
