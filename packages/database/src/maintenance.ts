import type { Database } from './database.ts'

/** What migrations and test templates need beyond the public face of a database. */
export type Maintenance =
  | { kind: 'postgres'; url: string }
  | { kind: 'embedded'; dump: () => Promise<Uint8Array> }

// Keyed by the database, not a field of it: a URL holds a password and must not show where a database is printed.
const known = new WeakMap<Database, Maintenance>()

/** Called once by whoever makes a database. */
export function rememberMaintenance(database: Database, maintenance: Maintenance): void {
  known.set(database, maintenance)
}

/** @throws Error for a database that `openDatabase` did not make. */
export function maintenanceOf(database: Database): Maintenance {
  const maintenance = known.get(database)
  if (maintenance === undefined) throw new Error('This database was not made by openDatabase')
  return maintenance
}
