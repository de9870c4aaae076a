import type { WebSocket } from 'ws'
import { SlowReaderError, type SyncSocket } from './connection.ts'

/**
 * Wraps a `ws` socket.
 *
 * @param options.windowBytes what may wait in this process before a write is awaited
 * @param options.lagTimeoutMs how long a write may wait for the reader
 */
export function createWsSocket(
  socket: WebSocket,
  options: { windowBytes: number; lagTimeoutMs: number },
): SyncSocket {
  const { windowBytes, lagTimeoutMs } = options

  return {
    write(texts) {
      const last = texts.length - 1
      return new Promise((resolve, reject) => {
        for (const [index, text] of texts.entries()) {
          if (index < last || socket.bufferedAmount + text.length <= windowBytes)
            socket.send(text, ignoreAfterClose)
          else return awaitWrite(text, resolve, reject)
        }
        resolve()
      })
    },
    buffered: () => socket.bufferedAmount,
    close(code, reason) {
      socket.close(code, reason)
    },
  }

  function awaitWrite(text: string, resolve: () => void, reject: (error: unknown) => void): void {
    const timer = setTimeout(() => reject(new SlowReaderError('The reader stands still.')), lagTimeoutMs)
    socket.send(text, () => {
      clearTimeout(timer)
      resolve()
    })
  }
}

/** A write that fails because the socket is closing is not an error: `close` tells the hub. */
function ignoreAfterClose(_error?: Error): void {
  return
}
