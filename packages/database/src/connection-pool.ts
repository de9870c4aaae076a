import type { Duplex } from 'node:stream'
import pg from 'pg'

/** Deadlines of one connection, in milliseconds. Each stays below the deadline of a request. */
export type ConnectionLimits = {
  /** Waiting for a free or a new connection. */
  connectMs: number
  /** One statement, enforced by the server. */
  statementMs: number
  /** One statement as seen from here: covers a server that no longer answers. Above `statementMs`. */
  queryMs: number
  /** Waiting for a row or table lock. */
  lockMs: number
  /** An open transaction in which nothing happens. */
  idleInTransactionMs: number
}

/** Start values: each below the deadline of a request. */
export const defaultLimits: ConnectionLimits = {
  connectMs: 5_000,
  statementMs: 5_000,
  queryMs: 7_000,
  lockMs: 2_000,
  idleInTransactionMs: 10_000,
}

/** Told about a connection that broke while nobody was waiting for it. */
export type ConnectionErrorListener = (error: Error) => void

const BIGINT = 20
const DATE = 1082

/** Values come as in `schema/columns.ts`: safe numbers for bigint, text for a date. */
function typeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === DATE) return (value) => value
  if (oid === BIGINT) {
    return (value) => {
      const number = Number(value)
      if (!Number.isSafeInteger(number))
        throw new RangeError(`bigint ${value} is beyond 2^53 - 1: read it as text`)
      return number
    }
  }
  return pg.types.getTypeParser(oid, format as 'text')
}

const types = { getTypeParser: typeParser } as unknown as pg.CustomTypesConfig

/**
 * The one place where connections are made. A restart of the server raises `error` on every client, also on
 * one that is checked out, and an `error` without a listener ends the process: so each client gets its
 * listener the moment it connects, and nobody else calls `pool.connect`.
 */
function guard(pool: pg.Pool, onConnectionError: ConnectionErrorListener): pg.Pool {
  pool.on('error', onConnectionError)
  pool.on('connect', (client) => client.on('error', onConnectionError))
  return pool
}

/** Pool for a PostgreSQL server. */
export function createServerPool(options: {
  url: string
  limits: ConnectionLimits
  maxConnections: number
  applicationName: string
  onConnectionError: ConnectionErrorListener
}): pg.Pool {
  const { url, limits, maxConnections, applicationName, onConnectionError } = options
  const pool = new pg.Pool({
    connectionString: url,
    application_name: applicationName,
    max: maxConnections,
    connectionTimeoutMillis: limits.connectMs,
    statement_timeout: limits.statementMs,
    query_timeout: limits.queryMs,
    lock_timeout: limits.lockMs,
    idle_in_transaction_session_timeout: limits.idleInTransactionMs,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types,
  })
  return guard(pool, onConnectionError)
}

/**
 * Pool of exactly one for the embedded engine: it has one session. A caller that waits for a second
 * connection while holding the first would wait for ever; `connectMs` turns that into an error.
 */
export function createEmbeddedPool(options: {
  createStream: () => Duplex
  connectMs: number
  onConnectionError: ConnectionErrorListener
}): pg.Pool {
  const { createStream, connectMs, onConnectionError } = options
  const pool = new pg.Pool({
    // All named, so that PGHOST, PGUSER, PGSSLMODE and their like have no say.
    host: 'embedded',
    port: 5432,
    user: 'postgres',
    password: '',
    database: 'postgres',
    ssl: false,
    stream: createStream as unknown as NonNullable<pg.PoolConfig['stream']>,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: connectMs,
    types,
  })
  return guard(pool, onConnectionError)
}
