import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'

/** Headers a page of an allowed origin may read. */
const exposedHeaders = [
  'ETag',
  'Location',
  'Retry-After',
  'RateLimit',
  'RateLimit-Policy',
  'Idempotency-Replayed',
]

/**
 * Lets pages of exactly these origins call the service. `null`, `*` and patterns are refused at boot: an origin
 * is never reflected. Without origins nothing is registered, and same-origin pages need nothing.
 */
export function registerCors(app: FastifyInstance, origins: readonly string[]): void {
  for (const origin of origins) {
    const parsed = URL.canParse(origin) ? new URL(origin) : undefined
    if (
      parsed === undefined ||
      origin.includes('*') ||
      parsed.origin !== origin ||
      !/^https?:$/.test(parsed.protocol)
    )
      throw new Error(`${origin} cannot be an allowed origin: write scheme, host and port, nothing else.`)
  }
  if (origins.length === 0) return
  app.register(cors, {
    origin: [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: [
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'If-Match',
      'If-None-Match',
      'traceparent',
    ],
    exposedHeaders,
    credentials: false,
    maxAge: 600,
    hideOptionsRoute: true,
    logLevel: 'silent',
  })
}
