/** Why the database could not do now what it may well do in a moment. */
export type TemporaryReason =
  | 'connection'
  | 'deadlock'
  | 'lock_timeout'
  | 'read_only'
  | 'resources'
  | 'serialization'
  | 'statement_timeout'

/**
 * `not_committed`: nothing of the transaction happened. `unknown`: the connection was lost while the commit
 * was under way; only a second try with the same idempotency key can tell.
 */
export type TransactionOutcome = 'not_committed' | 'unknown'

/** The same call may succeed in a moment. Never an answer of "no". */
export class TemporaryDatabaseError extends Error {
  override readonly name = 'TemporaryDatabaseError'
  readonly code = 'database_temporary'
  readonly temporary = true
  readonly reason: TemporaryReason
  readonly outcome: TransactionOutcome

  constructor(reason: TemporaryReason, outcome: TransactionOutcome, cause: unknown) {
    super(`The database is busy or away (${reason}). Try again with the same idempotency key.`, { cause })
    this.reason = reason
    this.outcome = outcome
  }
}

/** PostgreSQL documentation, appendix A "Error Codes". */
const byCode: Readonly<Record<string, TemporaryReason>> = {
  '25006': 'read_only',
  '25P03': 'connection',
  '40001': 'serialization',
  '40P01': 'deadlock',
  '55P03': 'lock_timeout',
  '57014': 'statement_timeout',
  '57P01': 'connection',
  '57P02': 'connection',
  '57P03': 'connection',
  EAI_AGAIN: 'connection',
  ECONNABORTED: 'connection',
  ECONNREFUSED: 'connection',
  ECONNRESET: 'connection',
  EHOSTUNREACH: 'connection',
  ENETUNREACH: 'connection',
  ENOENT: 'connection',
  ENOTFOUND: 'connection',
  EPIPE: 'connection',
  ETIMEDOUT: 'connection',
}

/** Classes: 08 connection exception, 53 insufficient resources. */
const byClass: Readonly<Record<string, TemporaryReason>> = { '08': 'connection', '53': 'resources' }

/** Errors that `pg` raises without a code. */
const connectionMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed and is not queryable|Postgres connection has been discarded|The embedded database (stopped|failed))/

/** The reason when an error of the driver is temporary; undefined when trying again cannot help. */
export function temporaryReasonOf(error: unknown): TemporaryReason | undefined {
  if (!(error instanceof Error)) return undefined
  if (isTemporaryDatabaseError(error)) return error.reason
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  if (code !== undefined) return byCode[code] ?? byClass[code.slice(0, 2)]
  return connectionMessages.test(error.message) ? 'connection' : undefined
}

/** By name, because two copies of this package may be loaded. */
export function isTemporaryDatabaseError(error: unknown): error is TemporaryDatabaseError {
  return error instanceof Error && error.name === 'TemporaryDatabaseError'
}

/** True for a broken unique constraint (23505); with a name, of that constraint only. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== '23505') return false
  return constraint === undefined || ('constraint' in error && error.constraint === constraint)
}
