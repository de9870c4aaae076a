/**
 * Worker thread that owns the embedded engine. Everything PostgreSQL does (index builds, sorts, checkpoints)
 * happens here, so the event loop of the service never waits for it.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
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

function serve(engine: PGlite, port: MessagePort): void {
  const framer = createMessageFramer()
  let work = Promise.resolve()
  const handle = async (chunk: Uint8Array): Promise<void> => {
    const { startup, messages } = framer.push(chunk)
    if (messages.length === 0) return
    if (startup) await resetSession(engine)
    const answer = await execute(engine, messages)
    if (answer.length > 0) port.postMessage(answer, [answer.buffer])
  }
  port.on('message', (chunk: Uint8Array) => {
    // A failure here is the engine itself (out of memory, a trap in WebAssembly): no session can go on.
    work = work
      .then(() => handle(chunk))
      .catch((error: unknown) => {
        setImmediate(() => {
          throw error
        })
      })
  })
  port.on('close', () => {
    work = work.then(() => resetSession(engine))
  })
}

async function start(): Promise<void> {
  const { dataFolder, archive, wasmModule } = workerData as EngineStart
  const engine = await PGlite.create({
    ...(dataFolder === null ? {} : { dataDir: dataFolder }),
    ...(archive === null ? {} : { loadDataDir: new Blob([archive as Uint8Array<ArrayBuffer>]) }),
    pgliteWasmModule: wasmModule,
    extensions: { vector },
  })

  control?.on('message', async (request: EngineRequest) => {
    if (request.kind === 'connect') serve(engine, request.port)
    if (request.kind === 'dump') {
      const file = await engine.dumpDataDir('none')
      reply({ kind: 'dumped', id: request.id, archive: new Uint8Array(await file.arrayBuffer()) })
    }
    if (request.kind === 'close') {
      await engine.close()
      reply({ kind: 'closed' })
      control?.close()
    }
  })
  reply({ kind: 'ready' })
}

start().catch((error: unknown) => {
  reply({ kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
})
