import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type MessagePort, Worker } from 'node:worker_threads'
import type { EngineReply, EngineRequest, EngineStart } from './engine-messages.ts'
import { MessagePortStream } from './message-port-stream.ts'

/** The embedded engine in its worker thread. */
export type Engine = {
  /** A stream for the `pg` client; the engine serves one at a time. */
  createStream(): MessagePortStream
  /** The data files as one uncompressed archive, for a later start with `archive`. */
  dump(): Promise<Uint8Array>
  /** Ends the session, writes everything out and stops the thread. */
  close(): Promise<void>
}

/** Where the data lives and what a fresh start begins with. */
export type EngineOptions = { dataFolder: string | null; archive?: Uint8Array }

/** A global of Node that its type definitions name as a namespace only. */
const { WebAssembly: webAssembly } = globalThis as unknown as {
  WebAssembly: { compile(bytes: Uint8Array): Promise<WebAssembly.Module> }
}

let compiled: Promise<WebAssembly.Module> | undefined

function compileOnce(): Promise<WebAssembly.Module> {
  const path = fileURLToPath(new URL('./pglite.wasm', import.meta.resolve('@electric-sql/pglite')))
  compiled ??= readFile(path).then((bytes) => webAssembly.compile(bytes))
  return compiled
}

/**
 * Starts the embedded engine and waits until it serves.
 *
 * @throws Error when the data folder cannot be opened (broken files, no rights) or the engine cannot start.
 */
export async function startEngine({ dataFolder, archive }: EngineOptions): Promise<Engine> {
  const workerData: EngineStart = { dataFolder, archive: archive ?? null, wasmModule: await compileOnce() }
  const worker = new Worker(new URL('./engine-worker.ts', import.meta.url), { workerData })
  const post = (request: EngineRequest, transfer: MessagePort[] = []): void =>
    worker.postMessage(request, transfer)

  const died = once(worker, 'exit').then(
    ([code]) => new Error(`The embedded database stopped (exit code ${code})`),
  )
  let failure: Error | undefined
  let closing: Promise<void> | undefined
  worker.on('error', (error) => {
    failure = new Error('The embedded database failed', { cause: error })
  })

  async function replyOf<K extends EngineReply['kind']>(kind: K): Promise<Extract<EngineReply, { kind: K }>> {
    const { promise, resolve, reject } = Promise.withResolvers<Extract<EngineReply, { kind: K }>>()
    const onMessage = (reply: EngineReply): void => {
      if (reply.kind === kind) resolve(reply as Extract<EngineReply, { kind: K }>)
      if (reply.kind === 'failed') reject(new Error(`The embedded database did not start: ${reply.message}`))
    }
    worker.on('message', onMessage)
    died.then((error) => reject(failure ?? error))
    try {
      return await promise
    } finally {
      worker.off('message', onMessage)
    }
  }

  died.then((error) => {
    failure ??= error
  })
  try {
    await replyOf('ready')
  } catch (error) {
    await worker.terminate()
    throw error
  }

  let dumps = 0
  return {
    createStream: () =>
      new MessagePortStream(async () => {
        if (failure !== undefined) throw failure
        return (port) => post({ kind: 'connect', port }, [port])
      }),
    async dump() {
      dumps += 1
      post({ kind: 'dump', id: dumps })
      return (await replyOf('dumped')).archive
    },
    close() {
      closing ??= (async () => {
        if (failure !== undefined) return
        const closed = replyOf('closed')
        post({ kind: 'close' })
        await closed
        await worker.terminate()
      })()
      return closing
    },
  }
}
