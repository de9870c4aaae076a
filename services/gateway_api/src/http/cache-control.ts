import type { FastifyInstance } from 'fastify'

/** Public keys may be kept for five minutes; keys are published longer than that before they sign. */
const cacheable: Readonly<Record<string, string>> = { getJwks: 'public, max-age=300' }

/**
 * Gives every operation that is bound from now on a `Cache-Control`. Answers belong to one person and hold
 * tokens or table talk, so no cache keeps them; a client that wants to compares entity tags itself.
 */
export function registerCacheControl(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    const operationId = route.config?.operationId
    if (operationId === undefined) return
    const value = cacheable[operationId] ?? 'no-store'
    const others = route.onRequest === undefined ? [] : [route.onRequest].flat()
    route.onRequest = [
      (_request, reply, done) => {
        reply.header('cache-control', value)
        done()
      },
      ...others,
    ]
  })
}
