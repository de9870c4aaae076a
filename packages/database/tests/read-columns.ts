import { sql } from 'kysely'
import type { Database } from '../src/index.ts'

/** One column as the database sees it. */
export type RealColumn = { sqlType: string; nullable: boolean; hasDefault: boolean }

const ours = sql`('pg_catalog', 'information_schema', 'public', 'database')`

/** Every table of our schemas, as `schema.table` → column → description. */
export async function readColumns(database: Database): Promise<Record<string, Record<string, RealColumn>>> {
  const { rows } = await sql<{
    table: string
    name: string
    udt: string
    nullable: boolean
    filled: boolean
  }>`
    select table_schema || '.' || table_name as "table", column_name as name, udt_name as udt,
           is_nullable = 'YES' as nullable,
           column_default is not null or is_identity = 'YES' or is_generated = 'ALWAYS' as filled
      from information_schema.columns
     where table_schema not in ${ours}
     order by 1, 2
  `.execute(database.kysely)
  const found: Record<string, Record<string, RealColumn>> = {}
  for (const row of rows) {
    found[row.table] ??= {}
    Object.assign(found[row.table] ?? {}, {
      [row.name]: { sqlType: row.udt, nullable: row.nullable, hasDefault: row.filled },
    })
  }
  return found
}
