/**
 * Worker thread that owns the embedded engine. Everything PostgreSQL does (index builds, sorts, checkpoints)
 * happens here, so the event loop of the service never waits for it.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import { DurableFiles, durableStartParams } from './durable-files.ts'
import type { EngineReply, EngineRequest, EngineStart } from './engine-messages.ts'
import { createMessageFramer } from './wire-framing.ts'

const control = parentPort
if (control === null) throw new Error('engine-worker runs in a worker thread only')

const reply = (message: EngineReply): void => control.postMessage(message)

function simpleQuery(text: string): Uint8Array {
  const body = Buffer.from(`${text}\0`)
  const message = Buffer.alloc(5 + body.length)
  message.write('Q')
  message.writeUInt32BE(4 + body.length, 1)
  body.copy(message, 5)
  return message
}

async function execute(engine: PGlite, messages: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  // The bytes are a view into the memory of the engine: copy before the next write overwrites them.
  await engine.execProtocolRawStream(messages, { onRawData: (data) => parts.push(data.slice()) })
  return concatenate(parts)
}

/** Not `Buffer.concat`: the memory of small buffers is shared and cannot be transferred to another thread. */
function concatenate(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

/** The engine is one session for ever: what one connection left behind must not reach the next. */
async function resetSession(engine: PGlite): Promise<void> {
  await execute(engine, simpleQuery('rollback'))
  await execute(engine, simpleQuery('discard all'))
}

/** One piece of work at a time, in order of arrival, for all connections and for dump and close alike. */
function createQueue(engine: PGlite): (work: () => Promise<unknown>) => void {
  let tail: Promise<unknown> = Promise.resolve()
  return (work) => {
    tail = tail
      .then(() => (engine.closed ? undefined : work()))
      // A failure here is the engine itself (out of memory, a trap in WebAssembly): no session can go on.
      .catch((error: unknown) => {
        setImmediate(() => {
          throw error
        })
      })
  }
}

function serve(engine: PGlite, port: MessagePort, enqueue: ReturnType<typeof createQueue>): void {
  const framer = createMessageFramer()
  port.on('message', (chunk: Uint8Array) =>
    enqueue(async () => {
      const { startup, messages } = framer.push(chunk)
      if (messages.length === 0) return
      if (startup) await resetSession(engine)
      const answer = await execute(engine, messages)
      if (answer.length > 0) port.postMessage(answer, [answer.buffer])
    }),
  )
  // A transaction that the closed connection left open would hold its locks until the next connection.
  port.on('close', () => enqueue(() => resetSession(engine)))
}

async function start(): Promise<void> {
  const { dataFolder, archive, wasmModule } = workerData as EngineStart
  const engine = await PGlite.create({
    ...(dataFolder === null ? {} : { fs: new DurableFiles(dataFolder), startParams: durableStartParams }),
    ...(archive === null ? {} : { loadDataDir: new Blob([archive as Uint8Array<ArrayBuffer>]) }),
    pgliteWasmModule: wasmModule,
    extensions: { vector },
  })
  const enqueue = createQueue(engine)

  control?.on('message', (request: EngineRequest) => {
    if (request.kind === 'connect') serve(engine, request.port, enqueue)
    if (request.kind === 'dump') {
      enqueue(async () => {
        const file = await engine.dumpDataDir('none')
        reply({ kind: 'dumped', archive: new Uint8Array(await file.arrayBuffer()) })
      })
    }
    if (request.kind === 'close') {
      enqueue(async () => {
        await engine.close()
        reply({ kind: 'closed' })
      })
    }
  })
  reply({ kind: 'ready' })
}

start().catch((error: unknown) => {
  reply({ kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
})
