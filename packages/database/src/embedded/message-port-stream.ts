import { Duplex } from 'node:stream'
import { MessageChannel, type MessagePort } from 'node:worker_threads'

/**
 * The part of `net.Socket` that the `pg` client needs, over a message port: the client speaks PostgreSQL's
 * wire protocol to the engine without a TCP port or a socket file.
 */
export class MessagePortStream extends Duplex {
  #port: MessagePort | undefined
  readonly #open: () => Promise<(port: MessagePort) => void>

  /** @param open resolves, when the engine is up, to a function that hands it the far end of the channel. */
  constructor(open: () => Promise<(port: MessagePort) => void>) {
    super()
    this.#open = open
  }

  /** Called by `pg` in place of a socket connect; emits `connect`, or destroys the stream with the reason. */
  connect(): this {
    this.#open().then(
      (attach) => {
        if (this.destroyed) return
        const { port1, port2 } = new MessageChannel()
        this.#port = port1
        port1.on('message', (chunk: Uint8Array) =>
          this.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)),
        )
        port1.on('close', () => this.destroy())
        attach(port2)
        this.emit('connect')
      },
      (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
    )
    return this
  }

  override _read(): void {
    // Push is driven by the port. One request is in flight at a time, so its answer is the bound.
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#port?.postMessage(new Uint8Array(chunk))
    done()
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    const bytes = Buffer.concat(chunks.map(({ chunk }) => chunk))
    this.#port?.postMessage(new Uint8Array(bytes))
    done()
  }

  override _final(done: (error?: Error | null) => void): void {
    done()
    this.destroy()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#port?.close()
    done(error)
  }

  /** Sockets only; a port has no such option. */
  setNoDelay(): this {
    return this
  }

  /** Sockets only; a port has no such option. */
  setKeepAlive(): this {
    return this
  }

  /** Lets the port hold the process open. */
  ref(): this {
    this.#port?.ref()
    return this
  }

  /** Lets the process end while the port is open. */
  unref(): this {
    this.#port?.unref()
    return this
  }
}
