import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'

/** Which part of the installation answers an address. */
export function ownerOf(url: string): 'gateway_api' | 'pages' {
  const path = url.split('?', 1)[0] ?? ''
  const api =
    path === '/healthz' || path === '/readyz' || path.startsWith('/v1/') || path.startsWith('/.well-known/')
  return api ? 'gateway_api' : 'pages'
}

/**
 * Makes the one server in front of the services. Requests go to a service untouched: no body is read here and
 * no header added, so a service cannot tell that it shares its port.
 */
export function createFront(options: {
  gateway: FastifyInstance
  pages: FastifyInstance
  handleUpgrade: (request: IncomingMessage, socket: import('node:stream').Duplex, head: Buffer) => void
}): Server {
  const { gateway, pages, handleUpgrade } = options
  const server = createServer(
    {
      requestTimeout: 20_000,
      headersTimeout: 10_000,
      maxHeaderSize: 16 * 1024,
      connectionsCheckingInterval: 5000,
    },
    (request: IncomingMessage, response: ServerResponse) => {
      const app = ownerOf(request.url ?? '') === 'pages' ? pages : gateway
      app.routing(request, response)
    },
  )
  server.keepAliveTimeout = 72_000
  server.on('upgrade', handleUpgrade)
  return server
}
