import type { FastifyInstance } from 'fastify'
import type { Readiness } from './health.ts'

/**
 * Adds `GET /healthz` (the event loop turns, and nothing else) and `GET /readyz` (200 or 503). They stand
 * outside the contract, on the service's own port, and bypass the overload gate.
 */
export function registerHealthRoutes(app: FastifyInstance, readiness: Readiness): void {
  const config = { bypassesGate: true }
  app.get('/healthz', { config, logLevel: 'warn' }, (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  )
  app.get('/readyz', { config, logLevel: 'warn' }, async (_request, reply) => {
    const report = await readiness.report()
    return reply
      .code(report.status === 'ready' ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(report)
  })
}
