import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { createAllowedMethods } from './allowed-methods.ts'
import { checkBodyForm } from './body-form.ts'
import { answerClientError, answerExpectation } from './client-error.ts'
import { registerCors } from './cors.ts'
import { edgeError } from './edge-errors.ts'
import { createErrorHandler, createNotFoundHandler, problemReply } from './error-handler.ts'
import { createReadiness, type Readiness, type ReadinessCheck } from './health.ts'
import { registerHealthRoutes } from './health-routes.ts'
import { parseStrictJson } from './json-parser.ts'
import { createLogger, type Logger } from './logger.ts'
import { type RejectionReason, serviceMetrics } from './metric-catalogue.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { createRequestTracker } from './request-tracker.ts'
import { createApiHeaders, createSecurityHeaders } from './security-headers.ts'
import { serverLimits } from './server-limits.ts'
import { defaultServiceConfig, type ServiceConfig } from './service-config.ts'
import type { Identity } from './token-claims.ts'
import { traceIdOf } from './trace-id.ts'
import type { Tracing } from './tracing.ts'
import { checkTrustedProxies } from './trusted-proxies.ts'

type PayloadAndDone = [payload: unknown, done: (error?: Error | null) => void]

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
  /** Given only when an endpoint is configured; see `startTracing`. */
  tracing?: Tracing
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
    /** Milliseconds this route has instead of the service's `deadlineMs`; 0 is no limit, for streams. */
    deadlineMs?: number
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
    requestTimeout: config.requestTimeoutMs,
    connectionTimeout: config.connectionTimeoutMs,
    keepAliveTimeout: config.keepAliveTimeoutMs,
    http: serverLimits(config),
    // Routes are those of the contract and nothing else.
    exposeHeadRoutes: false,
    // While closing, requests on connections that are still open are answered in the one error format.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 256 },
    clientErrorHandler: answerClientError as never,
    frameworkErrors: (error, request, reply) => {
      reply.headers(pageHeaders)
      handleError(error, request, reply)
    },
  }) as unknown as FastifyInstance

  const tracker = createRequestTracker({ logger, metrics, deadlineMs: config.deadlineMs })
  const pageHeaders = createSecurityHeaders(config)
  const apiHeaders = createApiHeaders(config)
  let closing = false

  const kit: ServiceKit = {
    name: options.name,
    config,
    logger,
    metrics,
    readiness,
    rejected,
    inFlight: tracker.inFlight,
  }
  app.decorate('kit', kit)
  app.decorateRequest('identity', null)
  app.setErrorHandler(handleError)
  const allowedMethods = createAllowedMethods()
  app.addHook('onRoute', ({ url, method }) => allowedMethods.add(url, [method].flat()))
  const handleNotFound = createNotFoundHandler(allowedMethods)
  app.setNotFoundHandler(handleNotFound)
  app.server.on('checkExpectation', answerExpectation)
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
    const routeConfig = request.routeOptions.config ?? {}
    tracker.begin(reply, routeConfig)
    reply.headers(routeConfig.operationId === undefined ? pageHeaders : apiHeaders)
    if ((closing || tracker.inFlight() > config.maxInFlight) && routeConfig.bypassesGate !== true) {
      rejected(closing ? 'draining' : 'overloaded')
      problemReply(request, reply, edgeError('overloaded', { retryAfterMs: 1000 }))
      return
    }
    // RFC 9112, section 3.2: a request of HTTP/1.1 names its host.
    if (request.headers.host === undefined && request.raw.httpVersion === '1.1') {
      rejected('malformed')
      problemReply(request, reply, edgeError('request_malformed', { detail: 'The header Host is missing.' }))
      return
    }
    done()
  })
  app.addHook('preParsing', (request, reply, ...[, done]: PayloadAndDone) => {
    // Before the body: what it is does not matter where nothing reads it.
    if (request.is404) handleNotFound(request, reply)
    else done(checkBodyForm(request.headers))
  })
  if (config.deadlineMs > 0) {
    const sweeper = setInterval(tracker.sweep, Math.min(250, config.deadlineMs))
    sweeper.unref()
    app.addHook('onClose', async () => clearInterval(sweeper))
  }
  app.addHook('preClose', async () => {
    closing = true
    tracker.startClosing()
    // Node closes the connections that are idle now; those whose answer was under way become idle later and
    // would hold the server for a whole keep-alive time.
    const reaper = setInterval(() => app.server.closeIdleConnections(), 50)
    app.server.once('close', () => clearInterval(reaper))
    reaper.unref()
  })

  options.tracing?.register(app)
  registerCors(app, config.allowedOrigins)
  registerHealthRoutes(app, readiness)
  return app
}
