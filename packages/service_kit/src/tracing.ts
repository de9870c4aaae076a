import type { Context, Span } from '@opentelemetry/api'
import type { SpanExporter } from '@opentelemetry/sdk-trace'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createSpanId, createTraceId, formatTraceParent, parseTraceParent } from './trace-id.ts'

/** Traces of one process. There is none unless an endpoint is configured. */
export type Tracing = {
  /** Gives every request of a service a server span that handlers and instrumented libraries are children of. */
  register(app: FastifyInstance): void
  /** Sends what is left and stops; a step of the shutdown. */
  shutdown(): Promise<void>
}

/** Where traces go. */
export type TracingOptions = {
  service: string
  version: string
  /** OTLP/HTTP address, such as `http://collector:4318/v1/traces`. */
  endpoint: string
  /** Sends spans somewhere else, for tests. */
  exporter?: SpanExporter
}

/**
 * Starts tracing. The libraries are loaded here and not before: a service without an endpoint does not pay for
 * them. The trace id of a request is the one of its logs and problems, whether tracing is on or off.
 */
export async function startTracing(options: TracingOptions): Promise<Tracing> {
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }, { AsyncLocalStorageContextManager }] =
    await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/context-async-hooks'),
    ])
  // The id a request already has; a span without a parent takes it.
  let requestTraceId: string | undefined
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': options.service, 'service.version': options.version }),
    idGenerator: { generateTraceId: () => requestTraceId ?? createTraceId(), generateSpanId: createSpanId },
    // SDK 3 takes the exporter by name; the positional form of SDK 2 exports nothing and says nothing.
    spanProcessors: [
      new sdk.BatchSpanProcessor({
        exporter: options.exporter ?? new OTLPTraceExporter({ url: options.endpoint }),
      }),
    ],
  })
  const contextManager = new AsyncLocalStorageContextManager().enable()
  api.context.setGlobalContextManager(contextManager)
  api.trace.setGlobalTracerProvider(provider)
  const tracer = provider.getTracer('@rpg-bot/service_kit')

  return {
    register(app) {
      app.addHook('onRequest', (request, reply, done) => {
        const { span, context } = startSpan(request)
        spans.set(request, span)
        reply.raw.on('close', () => endSpan(span, reply))
        api.context.with(context, done)
      })
    },
    async shutdown() {
      await provider.shutdown()
      api.trace.disable()
      api.context.disable()
    },
  }

  function startSpan(request: FastifyRequest): { span: Span; context: Context } {
    const { operationId, url } = request.routeOptions.config as { operationId?: string; url?: string }
    const parent = parentOf(request)
    requestTraceId = request.id
    const span = tracer.startSpan(
      operationId ?? `${request.method} ${url ?? 'unmatched'}`,
      {
        kind: api.SpanKind.SERVER,
        attributes: {
          'http.request.method': request.method,
          ...(url === undefined ? {} : { 'http.route': url }),
          ...(operationId === undefined ? {} : { 'rpg.operation': operationId }),
        },
      },
      parent,
    )
    requestTraceId = undefined
    return { span, context: api.trace.setSpan(parent, span) }
  }

  function parentOf(request: FastifyRequest): Context {
    const header = request.headers.traceparent
    const parent = typeof header === 'string' ? parseTraceParent(header) : undefined
    if (parent === undefined) return api.ROOT_CONTEXT
    const { traceId, parentSpanId, sampled } = parent
    const traceFlags = sampled ? api.TraceFlags.SAMPLED : api.TraceFlags.NONE
    return api.trace.setSpanContext(api.ROOT_CONTEXT, {
      traceId,
      spanId: parentSpanId,
      traceFlags,
      isRemote: true,
    })
  }

  function endSpan(span: Span, reply: FastifyReply): void {
    span.setAttribute('http.response.status_code', reply.raw.statusCode)
    if (reply.raw.statusCode >= 500) span.setStatus({ code: api.SpanStatusCode.ERROR })
    span.end()
  }
}

const spans = new WeakMap<FastifyRequest, Span>()

/**
 * The `traceparent` that work caused by a request carries on: in event envelopes, job rows and calls to others.
 * With tracing it names the request's span; without, a span that is not recorded, in the same trace.
 */
export function traceParentOf(request: FastifyRequest): string {
  const span = spans.get(request)?.spanContext()
  if (span !== undefined)
    return formatTraceParent({
      traceId: span.traceId,
      parentSpanId: span.spanId,
      sampled: (span.traceFlags & 1) === 1,
    })
  const header = request.headers.traceparent
  const sampled = typeof header === 'string' && parseTraceParent(header)?.sampled === true
  return formatTraceParent({ traceId: request.id, parentSpanId: createSpanId(), sampled })
}
