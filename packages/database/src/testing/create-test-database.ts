import type { ConnectionLimits } from '../connection-pool.ts'
import type { Database } from '../database.ts'
import { readTestingConfig } from './config.ts'
import { createEmbeddedTestDatabase } from './embedded-template.ts'
import { createEmptyServerDatabase, createServerTestDatabase } from './server-template.ts'

/** What `createTestDatabase` takes. */
export type TestDatabaseOptions = {
  /** Superuser URL of a PostgreSQL server; default `RPG_TEST_DATABASE_URL`. `null` forces the embedded engine. */
  serverUrl?: string | null
  /** An embedded database with its files in this folder, whatever `serverUrl` says. */
  folder?: string
  /** Deadlines, as in `openDatabase`. */
  limits?: Partial<ConnectionLimits>
}

const serverOf = (options: TestDatabaseOptions): string | null =>
  options.folder !== undefined
    ? null
    : options.serverUrl === undefined
      ? readTestingConfig().serverUrl
      : options.serverUrl

/**
 * A fresh, migrated database for one test or test file; close it when done. On a server it is a new database
 * made from a template and dropped by `close`; otherwise the embedded engine in memory, started from a
 * prepared archive.
 */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<Database> {
  const serverUrl = serverOf(options)
  return serverUrl === null
    ? createEmbeddedTestDatabase({ content: 'migrated', folder: options.folder, limits: options.limits })
    : createServerTestDatabase(serverUrl, options.limits)
}

/** The same without any migration, for tests of migrations. */
export async function createEmptyTestDatabase(options: TestDatabaseOptions = {}): Promise<Database> {
  const serverUrl = serverOf(options)
  return serverUrl === null
    ? createEmbeddedTestDatabase({ content: 'empty', folder: options.folder, limits: options.limits })
    : createEmptyServerDatabase(serverUrl)
}
