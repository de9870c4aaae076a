import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { acceptOnlyWebSockets } from '@rpg-bot/party_sync'
import { RpgError } from '@rpg-bot/rpg_contracts'
import { answerClientError, answerExpectation, serverLimits } from '@rpg-bot/service_kit'
import type { FastifyInstance } from 'fastify'
import { answerProblem } from './answer-problem.ts'

const apiPrefix = /^\/(v1|\.well-known)(\/|$)/

/**
 * Which part of the installation answers an address. An address that only looks like one of the API, by case or
 * doubled slashes, goes to the API as well: it says that there is no such thing, where the Mini App would answer
 * a program with a page.
 */
export function ownerOf(url: string): 'gateway_api' | 'pages' {
  const path = decoded(url.split('?', 1)[0] ?? '')
    .replace(/\/{2,}/g, '/')
    .toLowerCase()
  return path === '/healthz' || path === '/readyz' || apiPrefix.test(path) ? 'gateway_api' : 'pages'
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // Not an encoded path at all: the owner of the text as it is will refuse it.
    return path
  }
}

/** The parts that a front hands requests to. */
export interface FrontParts {
  readonly gateway: Pick<FastifyInstance, 'routing'>
  readonly pages: Pick<FastifyInstance, 'routing'>
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
}

/** The one server in front of the services. */
export interface Front {
  readonly server: Server
  /** Takes the port. Until {@link Front.serve} is called, everything is answered 503. */
  listen(port: number, host: string): Promise<void>
  serve(parts: FrontParts): void
  /** No new connections; answers from now on are the last of their connections. */
  stopAccepting(): void
  /** Ends what is left, after a moment for requests that were on their way. */
  close(): Promise<void>
}

/** Requests on their way over an open connection get their answer in this time, in milliseconds. */
const LINGER_MS = 250

/**
 * Makes the server in front of the services. Requests go to a service untouched: no body is read here and no
 * header added, so a service cannot tell that it shares its port.
 */
export function createFront(): Front {
  let parts: FrontParts | undefined
  let stopping = false
  const upgraded = new Set<Duplex>()
  const server = createServer(serverLimits(), (request: IncomingMessage, response: ServerResponse) => {
    if (stopping) response.setHeader('connection', 'close')
    if (parts === undefined) return answerProblem(response, starting())
    const app = ownerOf(request.url ?? '') === 'pages' ? parts.pages : parts.gateway
    app.routing(request, response)
  })
  server.on('clientError', answerClientError)
  server.on('checkExpectation', answerExpectation)
  acceptOnlyWebSockets(server)
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (parts === undefined || stopping) return socket.destroy()
    upgraded.add(socket)
    socket.once('close', () => upgraded.delete(socket))
    parts.handleUpgrade(request, socket, head)
  })

  return {
    server,
    listen: (port, host) =>
      new Promise<void>((done, fail) => {
        server.once('error', fail)
        server.listen(port, host, () => {
          server.off('error', fail)
          done()
        })
      }),
    serve(ready) {
      parts = ready
    },
    stopAccepting,
    async close() {
      stopAccepting()
      const deadline = Date.now() + LINGER_MS
      while (Date.now() < deadline && (await connectionsOf(server)) > 0) await sleep(10)
      for (const socket of upgraded) socket.destroy()
      server.closeAllConnections()
      // Node's own close stops its timers too; that the server no longer listens is no failure here.
      await new Promise<void>((done) => server.close(() => done()))
    },
  }

  function stopAccepting(): void {
    if (stopping) return
    stopping = true
    // The close of an HTTP server would cut idle connections, on which a request may be arriving right now.
    NetServer.prototype.close.call(server)
  }
}

function starting(): RpgError {
  return new RpgError('temporarily_unavailable', {
    detail: 'The installation is starting.',
    retryAfterMs: 1000,
  })
}

function connectionsOf(server: Server): Promise<number> {
  return new Promise((resolve) =>
    server.getConnections((error, count) => resolve(error === null ? count : 0)),
  )
}
