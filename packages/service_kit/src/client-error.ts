import type { IncomingMessage, ServerResponse } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { type EdgeCode, edgeError } from './edge-errors.ts'
import { problemFrom, problemMediaType } from './problem.ts'
import { createTraceId, traceIdOf } from './trace-id.ts'

const codes: Readonly<Record<string, EdgeCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
  HPE_HEADER_OVERFLOW: 'headers_too_large',
}

/**
 * Answers bytes that are not an HTTP request, or arrive too slowly, in the one error format, and closes the
 * connection. There is no request yet, so the answer is written to the socket itself.
 */
export function answerClientError(error: { code?: string } & Error, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (socket.writable) {
    const problem = problemFrom(edgeError(codes[error.code ?? ''] ?? 'request_malformed'), createTraceId())
    const body = JSON.stringify(problem)
    const head = [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      `Content-Type: ${problemMediaType}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'Connection: close',
    ]
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  }
  // Without this a peer that never closes would keep the socket.
  socket.destroySoon()
}

/**
 * Answers a request that expects anything but `100-continue` (RFC 9110, section 10.1.1) in the one error format,
 * and closes: the client may be sending its body already. For the `checkExpectation` event of a server.
 */
export function answerExpectation(request: IncomingMessage, response: ServerResponse): void {
  const body = JSON.stringify(problemFrom(edgeError('expectation_unsupported'), traceIdOf(request)))
  response.writeHead(417, {
    'content-type': problemMediaType,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    connection: 'close',
  })
  response.end(body)
}
