import { Kysely, PostgresDialect, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { createServerPool, defaultLimits } from './connection-pool.ts'
import type { Database } from './database.ts'
import { maintenanceOf } from './maintenance.ts'
import { migrations } from './migrations/index.ts'

/** Kysely's own two tables live here, not in `public`. */
const MIGRATION_SCHEMA = 'database'

/** An arbitrary constant, the same for every process: one migrates, the others wait and find nothing to do. */
const ADVISORY_LOCK = 7_263_001

/** Index builds may take long; a lock that does not come soon is somebody's forgotten transaction. */
const MIGRATION_LIMITS = { statementMs: 15 * 60_000, queryMs: 16 * 60_000, lockMs: 30_000 }

/**
 * Makes the smallest write there is: it locks the one row of the migrations' own lock table, which changes the
 * page and makes the commit wait for the disk, and leaves nothing behind. Of a database without migrations it
 * asks nothing.
 *
 * @throws the driver's error when the server is read-only or cannot write
 */
export async function probeRow(kysely: Database['kysely']): Promise<void> {
  const table = sql.table(`${MIGRATION_SCHEMA}.migration_lock`)
  const found = await sql<{ found: boolean }>`
    select to_regclass(${`${MIGRATION_SCHEMA}.migration_lock`}) is not null as found
  `.execute(kysely)
  // A run of migrations holds the row for its whole time, which says nothing about the disk.
  if (found.rows[0]?.found) await sql`select 1 from ${table} for no key update skip locked`.execute(kysely)
}

/** What a run of migrations did. */
export type MigrationReport = { applied: readonly string[] }

async function withMigrationConnection<T>(
  database: Database,
  run: (kysely: Kysely<unknown>) => Promise<T>,
): Promise<T> {
  const maintenance = maintenanceOf(database)
  if (maintenance.kind === 'embedded') return run(database.kysely as unknown as Kysely<unknown>)
  const pool = createServerPool({
    url: maintenance.url,
    limits: { ...defaultLimits, ...MIGRATION_LIMITS, idleInTransactionMs: 0 },
    maxConnections: 2,
    applicationName: 'rpg-bot-migrations',
    onConnectionError: () => undefined,
  })
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    return await kysely.connection().execute(async (holder) => {
      // Kysely takes its own lock only after it made its schema, and two that make it at once collide.
      await sql`select pg_advisory_lock(${ADVISORY_LOCK}::bigint)`.execute(holder)
      return run(kysely)
    })
  } finally {
    await kysely.destroy()
  }
}

/**
 * Applies given migrations in order, each in its own transaction together with all others of the run.
 *
 * @param options.upTo name of the last migration to apply; all when left out.
 * @throws the error of the first migration that failed; nothing of the run stays.
 */
export async function applyMigrations(
  database: Database,
  options: { migrations: Readonly<Record<string, Migration>>; upTo?: string },
): Promise<MigrationReport> {
  return withMigrationConnection(database, async (kysely) => {
    const migrator = new Migrator({
      db: kysely,
      provider: { getMigrations: async () => ({ ...options.migrations }) },
      migrationTableSchema: MIGRATION_SCHEMA,
      migrationTableName: 'migration',
      migrationLockTableName: 'migration_lock',
    })
    const { error, results } =
      options.upTo === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(options.upTo)
    if (error !== undefined) throw error
    return { applied: (results ?? []).map((result) => result.migrationName) }
  })
}

/**
 * Brings the database to the newest schema. Safe to call from several processes at once and on a database
 * that is already there. Refuses (throws) when the database knows a migration that this build does not: an
 * older build on a newer schema.
 */
export async function migrateToLatest(database: Database): Promise<MigrationReport> {
  return applyMigrations(database, { migrations })
}
