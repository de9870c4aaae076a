import type { MessagePort } from 'node:worker_threads'

/** What the worker is started with. */
export type EngineStart = {
  /** Folder of the data files, or null for a database in memory. */
  dataFolder: string | null
  /** A prepared archive (tar) of data files; used only where there are none yet. */
  archive: Uint8Array | null
  /** Compiled once per process, so that a second engine starts faster. */
  wasmModule: WebAssembly.Module
}

/** Main thread to worker. */
export type EngineRequest = { kind: 'connect'; port: MessagePort } | { kind: 'dump' } | { kind: 'close' }

/** Worker to main thread. */
export type EngineReply =
  | { kind: 'ready' }
  | { kind: 'failed'; message: string }
  | { kind: 'dumped'; archive: Uint8Array }
  | { kind: 'closed' }
