import { closeSync, fsyncSync, openSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** What of the engine's file system layer (Emscripten) is used here. */
type HostStream = { nfd?: number; node: unknown }
type HostFileSystem = {
  realPath(node: unknown): string
  stream_ops: { fsync?: (stream: HostStream) => number }
}

function syncPath(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Files in a folder, with a working `fsync`. The engine's own file layer has none (it answers "done" and does
 * nothing), so an acknowledged commit would survive the death of the process but not the loss of power.
 */
export class DurableFiles extends NodeFS {
  override async init(...[engine, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(engine, options)
    const addSync = (module: { FS: unknown }): void => {
      const { filesystems } = module.FS as { filesystems: { NODEFS: HostFileSystem } }
      const files = filesystems.NODEFS
      files.stream_ops.fsync = (stream) => {
        // A folder (new and renamed files) is opened without a descriptor of the host.
        if (stream.nfd === undefined) syncPath(files.realPath(stream.node))
        else fsyncSync(stream.nfd)
        return 0
      }
    }
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), addSync] } }
  }
}

/**
 * The engine's start parameters with fsync on. `wal_sync_method` must be `fsync`: the engine's `fdatasync`,
 * PostgreSQL's default, is a stub.
 */
export const durableStartParams: string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'fsync=on',
  '-c',
  'wal_sync_method=fsync',
]
