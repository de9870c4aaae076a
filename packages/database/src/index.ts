export type { ConnectionErrorListener, ConnectionLimits } from './connection-pool.ts'
export { acquireDataFolderLock, type DataFolderLock, DataFolderLockedError } from './data-folder-lock.ts'
export type { Database, Transaction } from './database.ts'
export { DataFilesError } from './embedded/data-files.ts'
export { type MigrationReport, migrateToLatest } from './migrate.ts'
export { type DatabaseLocation, type OpenDatabaseOptions, openDatabase } from './open-database.ts'
export type { Schema } from './schema.ts'
export {
  isTemporaryDatabaseError,
  isUniqueViolation,
  TemporaryDatabaseError,
  type TemporaryReason,
  type TransactionOutcome,
  temporaryReasonOf,
} from './temporary-error.ts'
export { runInTransaction, type TransactionOptions } from './transaction.ts'
