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
  /** Stops the thread at once, as a crash would. */
  abort(): Promise<void>
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

type ReplyOf<K extends EngineReply['kind']> = Extract<EngineReply, { kind: K }>

/** Watches the thread: its end, whatever the cause, is one error that every waiter gets. */
function watch(worker: Worker) {
  const ended = Promise.withResolvers<Error>()
  let failure: Error | undefined
  worker.on('error', (cause) => {
    failure ??= new Error('The embedded database failed', { cause })
  })
  worker.on('exit', (code) => {
    failure ??= new Error(`The embedded database stopped (exit code ${code})`)
    ended.resolve(failure)
  })

  async function replyOf<K extends EngineReply['kind']>(kind: K): Promise<ReplyOf<K>> {
    const { promise, resolve, reject } = Promise.withResolvers<ReplyOf<K>>()
    const onMessage = (reply: EngineReply): void => {
      if (reply.kind === kind) resolve(reply as ReplyOf<K>)
      if (reply.kind === 'failed') reject(new Error(`The embedded database did not start: ${reply.message}`))
    }
    worker.on('message', onMessage)
    ended.promise.then(reject)
    try {
      return await promise
    } finally {
      worker.off('message', onMessage)
    }
  }

  return { replyOf, failure: (): Error | undefined => failure }
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
  const { replyOf, failure } = watch(worker)
  try {
    await replyOf('ready')
  } catch (error) {
    await worker.terminate()
    throw error
  }

  let closing: Promise<void> | undefined
  return {
    createStream: () =>
      new MessagePortStream(async () => {
        const cause = failure()
        if (cause !== undefined) throw cause
        return (port) => post({ kind: 'connect', port }, [port])
      }),
    async dump() {
      const dumped = replyOf('dumped')
      post({ kind: 'dump' })
      return (await dumped).archive
    },
    close() {
      closing ??= (async () => {
        if (failure() !== undefined) return
        const closed = replyOf('closed')
        post({ kind: 'close' })
        await closed
        await worker.terminate()
      })()
      return closing
    },
    async abort() {
      await worker.terminate()
    },
  }
}
