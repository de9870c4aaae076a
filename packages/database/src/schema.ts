import type { TablesOf } from './schema/columns.ts'
import { partyLogTables } from './schema/party-log.ts'

/**
 * Every table there is, by owner. To add tables: describe them in `schema/<owner>.ts`, spread them here, and
 * write the migration. A test holds this description and the migrated database equal, column by column.
 */
export const tables = { ...partyLogTables }

/** The tables as Kysely sees them. */
export type Schema = TablesOf<typeof tables>
