import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { answerClientError, serverLimits } from '@rpg-bot/service_kit'
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
  const server = createServer(serverLimits(), (request: IncomingMessage, response: ServerResponse) => {
    const app = ownerOf(request.url ?? '') === 'pages' ? pages : gateway
    app.routing(request, response)
  })
  server.on('clientError', answerClientError)
  server.on('upgrade', handleUpgrade)
  return server
}
