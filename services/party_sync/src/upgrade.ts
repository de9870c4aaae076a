import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { bearerToken } from '@rpg-bot/service_kit'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { closeCodes } from './close-codes.ts'
import type { Hub } from './hub.ts'
import type { HubLimits } from './limits.ts'
import { createWsSocket } from './ws-socket.ts'

/** The subprotocol of the CloudEvents WebSockets binding, structured mode in JSON. */
const subprotocol = 'cloudevents.json'
/** Where the channel lives. */
export const syncPath = '/v1/sync'

/**
 * Leaves offers of other protocols alone, such as `h2c` of careful HTTP clients: they are answered as plain
 * requests (RFC 9110, section 7.8). Without this, every upgrade offer ends at the WebSocket handler.
 */
export function acceptOnlyWebSockets(server: Server): void {
  const isWebSocket = (request: IncomingMessage) => request.headers.upgrade?.toLowerCase() === 'websocket'
  Object.assign(server, { shouldUpgradeCallback: isWebSocket })
}

/** Takes upgrade requests of an HTTP server. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/**
 * Makes the upgrade step: origin, credential, then the socket with its listeners
 * attached in the same tick, so that no frame can be missed.
 *
 * A bad credential is upgraded and then closed, because a browser cannot read the HTTP status of a failed
 * upgrade and would retry for ever.
 *
 * @param options.mayConnect whether pages of this origin may connect; the same-origin policy does not protect
 *   WebSockets
 */
export function createUpgradeHandler(options: {
  hub: Hub
  limits: HubLimits
  mayConnect: (origin: string, request: IncomingMessage) => boolean
}): { handle: UpgradeHandler; close: () => void } {
  const { hub, limits, mayConnect } = options
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.maxEventBytes,
    handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : false),
  })

  return {
    handle(request, socket, head) {
      socket.on('error', () => socket.destroy())
      const path = (request.url ?? '').split('?', 1)[0]
      if (path !== syncPath) return refuse(socket, 404, 'Not Found')
      const { origin, authorization } = request.headers
      if (origin === undefined ? authorization === undefined : !mayConnect(origin, request)) {
        return refuse(socket, 403, 'Forbidden')
      }
      void open(request, socket, head)
    },
    close: () => server.close(),
  }

  async function open(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { authorization } = request.headers
    const token = bearerToken(authorization)
    const proof = token === undefined ? null : await hub.authenticate(token)
    if (socket.destroyed) return
    server.handleUpgrade(request, socket, head, (webSocket) => {
      if (webSocket.protocol !== subprotocol) {
        return webSocket.close(closeCodes.subprotocolMissing, `offer ${subprotocol}`)
      }
      if (authorization !== undefined && proof?.ok !== true) {
        const code = proof?.expired === true ? closeCodes.credentialExpired : closeCodes.unauthenticated
        return webSocket.close(code, 'the token was refused')
      }
      attach(webSocket, proof?.ok === true ? proof.credential : null)
    })
  }

  function attach(webSocket: WebSocket, credential: Parameters<Hub['connect']>[1]): void {
    const connection = hub.connect(createWsSocket(webSocket, limits), credential)
    webSocket.on('message', (data: RawData, isBinary: boolean) => {
      if (isBinary) connection.close(closeCodes.badFrame, 'text frames only')
      else connection.receive(data.toString())
    })
    webSocket.on('close', (code: number) => connection.ended(code))
    // `ws` closes by itself after a protocol error; without a listener the process would end.
    webSocket.on('error', () => webSocket.terminate())
  }
}

function refuse(socket: Duplex, status: number, text: string): void {
  socket.end(`HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
