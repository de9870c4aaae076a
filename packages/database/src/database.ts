import type { Kysely, Transaction as KyselyTransaction } from 'kysely'
import type { Schema } from './schema.ts'

/** An open database. Both engines speak PostgreSQL and raise the same errors with the same `code`. */
export type Database = {
  readonly kysely: Kysely<Schema>
  readonly engine: 'embedded' | 'postgres'
  /** Resolves when one round trip works. @throws the driver's error when it does not. */
  ping(): Promise<void>
  /**
   * Resolves when one round trip works and the last small write did; a write is made every few seconds at most.
   *
   * @throws the error of the driver or the file system when either failed
   */
  checkHealth(): Promise<void>
  /** Waits for what runs, closes every connection and releases the folder. Calling it again is harmless. */
  close(): Promise<void>
}

/** Writing that must be atomic asks for this type, so that it cannot be called outside a transaction. */
export type Transaction = KyselyTransaction<Schema>
