import type { TablesOf } from './schema/columns.ts'
import { gatewayAuthTables } from './schema/gateway-auth.ts'
import { gatewayCampaignTables } from './schema/gateway-campaigns.ts'
import { gatewayCharacterRollTables } from './schema/gateway-characters-rolls.ts'
import { partyLogTables } from './schema/party-log.ts'

/**
 * Every table there is, by owner. To add tables: describe them in `schema/<owner>.ts`, spread them here, and
 * write the migration. A test holds this description and the migrated database equal, column by column.
 */
export const tables = {
  ...partyLogTables,
  ...gatewayAuthTables,
  ...gatewayCampaignTables,
  ...gatewayCharacterRollTables,
}

/** The tables as Kysely sees them. */
export type Schema = TablesOf<typeof tables>
