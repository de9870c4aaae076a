import { mkdir } from 'node:fs/promises'
import { Kysely, PostgresDialect, sql } from 'kysely'
import type pg from 'pg'
import {
  type ConnectionErrorListener,
  type ConnectionLimits,
  createEmbeddedPool,
  createServerPool,
  defaultLimits,
} from './connection-pool.ts'
import { acquireDataFolderLock } from './data-folder-lock.ts'
import type { Database } from './database.ts'
import { DataFilesError, prepareDataFiles } from './embedded/data-files.ts'
import { dataFolderProblem } from './embedded/data-folder-problem.ts'
import { probeDisk } from './embedded/probe-disk.ts'
import { type Engine, startEngine } from './embedded/start-engine.ts'
import { rememberMaintenance } from './maintenance.ts'
import { probeRow } from './migrate.ts'
import type { Schema } from './schema.ts'
import { createWriteProbe } from './write-probe.ts'

/** Which database: a server, a folder with the embedded engine, or the embedded engine in memory. */
export type DatabaseLocation = { url: string } | { folder: string } | { memory: true }

/** What `openDatabase` takes. */
export type OpenDatabaseOptions = DatabaseLocation & {
  /** A prepared archive of data files that a new embedded database begins with; made by the testing helpers. */
  archive?: Uint8Array
  /** Deadlines; missing ones keep their default. `statementMs` … `idleInTransactionMs` bind on a server only. */
  limits?: Partial<ConnectionLimits>
  /** Connections of the pool; server only. Default 10. */
  maxConnections?: number
  /** Shown in `pg_stat_activity`; server only. */
  applicationName?: string
  /** Told when a connection breaks that nobody is waiting for. Queries in flight get the error themselves. */
  onConnectionError?: ConnectionErrorListener
}

function createDatabase(
  pool: pg.Pool,
  engine: Database['engine'],
  parts: { afterClose: () => Promise<void>; probeFiles?: () => Promise<void> },
): Database {
  const { afterClose, probeFiles } = parts
  const checkWrites = createWriteProbe(async () => {
    await probeFiles?.()
    await probeRow(kysely)
  })
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  let closing: Promise<void> | undefined
  return {
    kysely,
    engine,
    async ping() {
      await sql`select 1`.execute(kysely)
    },
    async checkHealth() {
      await sql`select 1`.execute(kysely)
      await checkWrites()
    },
    close() {
      closing ??= (async () => {
        await kysely.destroy()
        // Kysely does not end a pool that it never used.
        if (!pool.ending) await pool.end()
        await afterClose()
      })()
      return closing
    },
  }
}

/** Callers wait in line for the one session, so waiting is ordinary: allow twice as long as on a server. */
const EMBEDDED_CONNECT_MS = 10_000

function overEngine(
  engine: Engine,
  options: OpenDatabaseOptions,
  parts: { release: () => Promise<void>; probeFiles?: () => Promise<void> },
): Database {
  const pool = createEmbeddedPool({
    createStream: () => engine.createStream(),
    connectMs: options.limits?.connectMs ?? EMBEDDED_CONNECT_MS,
    onConnectionError: options.onConnectionError ?? ignore,
  })
  const database = createDatabase(pool, 'embedded', {
    ...parts,
    async afterClose() {
      await engine.close()
      await parts.release()
    },
  })
  rememberMaintenance(database, { kind: 'embedded', dump: () => engine.dump() })
  return database
}

// Deliberate: the pool has already dropped the broken connection and will make a new one.
const ignore: ConnectionErrorListener = () => undefined

const beginningOf = ({ archive }: OpenDatabaseOptions): { archive?: Uint8Array } =>
  archive === undefined ? {} : { archive }

async function openFolder(folder: string, options: OpenDatabaseOptions): Promise<Database> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const lock = await acquireDataFolderLock(folder)
    try {
      const files = await prepareDataFiles(folder)
      const engine = await startOn(files, options)
      await files.markComplete()
      return overEngine(engine, options, { release: lock.release, probeFiles: () => probeDisk(folder) })
    } catch (error) {
      await lock.release()
      throw error
    }
  } catch (error) {
    throw dataFolderProblem(folder, error)
  }
}

async function startOn(
  { path, fresh }: { path: string; fresh: boolean },
  options: OpenDatabaseOptions,
): Promise<Engine> {
  if (fresh) return startEngine({ dataFolder: path, ...beginningOf(options) })
  try {
    return await startEngine({ dataFolder: path })
  } catch (cause) {
    throw new DataFilesError(
      `The database in ${path} does not open. Nothing was removed: restore the folder from a backup, or move it away to begin with an empty database. ${causeLine(cause)}`,
      { cause },
    )
  }
}

/** The first line of an error: the rest is a stack. */
function causeLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n', 1)[0] ?? ''
}

/**
 * Opens a database. It is not migrated: call `migrateToLatest`.
 *
 * - `{ url }`: a PostgreSQL server, 15 or newer. Connections are made on first use, so a server that is down
 *   shows in `ping`, not here.
 * - `{ folder }`: the embedded engine with its files in that folder, created if missing and held by a lock.
 * - `{ memory: true }`: the embedded engine without files.
 *
 * @throws DataFolderLockedError when another process (or this one) has the folder open
 * @throws DataFilesError when the folder cannot be written or holds no database; its message says what to do
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  if ('url' in options) {
    const pool = createServerPool({
      url: options.url,
      limits: { ...defaultLimits, ...options.limits },
      maxConnections: options.maxConnections ?? 10,
      applicationName: options.applicationName ?? 'rpg-bot',
      onConnectionError: options.onConnectionError ?? ignore,
    })
    const database = createDatabase(pool, 'postgres', { afterClose: async () => undefined })
    rememberMaintenance(database, { kind: 'postgres', url: options.url })
    return database
  }
  if ('folder' in options) return openFolder(options.folder, options)
  const engine = await startEngine({ dataFolder: null, ...beginningOf(options) })
  return overEngine(engine, options, { release: async () => undefined })
}
