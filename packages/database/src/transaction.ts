import type { ControlledTransaction } from 'kysely'
import type { Database, Transaction } from './database.ts'
import type { Schema } from './schema.ts'
import { TemporaryDatabaseError, type TemporaryReason, temporaryReasonOf } from './temporary-error.ts'

/** How a transaction runs. */
export type TransactionOptions = {
  /** Default `read committed`. */
  isolation?: 'read committed' | 'repeatable read' | 'serializable'
  /** Runs at most, counting the first; only serialization failures and deadlocks are run again. Default 3. */
  attempts?: number
}

const worthRunningAgain: ReadonlySet<TemporaryReason> = new Set(['serialization', 'deadlock'])

const DEFAULT_ATTEMPTS = 3

/** On a dead or silent connection the rollback would wait for its own timeout: the server does it by itself. */
async function rollBack(transaction: ControlledTransaction<Schema>, error: unknown): Promise<void> {
  const done = transaction
    .rollback()
    .execute()
    .catch(() => undefined)
  if (temporaryReasonOf(error) !== 'connection') await done
}

async function begin(
  database: Database,
  options: TransactionOptions,
): Promise<ControlledTransaction<Schema>> {
  const builder = database.kysely.startTransaction().setIsolationLevel(options.isolation ?? 'read committed')
  try {
    return await builder.execute()
  } catch (error) {
    throw asTemporary(error, 'not_committed')
  }
}

function asTemporary(error: unknown, outcome: 'not_committed' | 'unknown'): unknown {
  const reason = temporaryReasonOf(error)
  if (reason === undefined || error instanceof TemporaryDatabaseError) return error
  return new TemporaryDatabaseError(reason, outcome, error)
}

async function runOnce<T>(
  database: Database,
  run: (transaction: Transaction) => Promise<T>,
  options: TransactionOptions,
): Promise<T> {
  const transaction = await begin(database, options)
  let result: T
  try {
    result = await run(transaction)
  } catch (error) {
    await rollBack(transaction, error)
    throw asTemporary(error, 'not_committed')
  }
  try {
    await transaction.commit().execute()
  } catch (error) {
    await rollBack(transaction, error)
    // An error that the server reports means it rolled back; a lost connection means nobody knows.
    throw asTemporary(error, temporaryReasonOf(error) === 'connection' ? 'unknown' : 'not_committed')
  }
  return result
}

/**
 * Runs a function in one transaction: commit when it returns, rollback when it throws. `run` may be called
 * more than once and must do nothing but database work.
 *
 * @throws TemporaryDatabaseError when trying again may help (lock or statement timeout, deadlock, lost
 *   connection …); its `outcome` says whether the transaction is known not to have happened.
 * @throws whatever `run` throws, and other errors of the database, unchanged.
 */
export async function runInTransaction<T>(
  database: Database,
  run: (transaction: Transaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(database, run, options)
    } catch (error) {
      const reason = temporaryReasonOf(error)
      const again = reason !== undefined && worthRunningAgain.has(reason)
      if (!again || attempt >= (options.attempts ?? DEFAULT_ATTEMPTS)) throw error
    }
  }
}
