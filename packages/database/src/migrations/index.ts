import type { Migration } from 'kysely/migration'
import * as partyLog from './0001-party-log.ts'
import * as gatewayAuth from './0002-gateway-auth.ts'
import * as gatewayCampaigns from './0003-gateway-campaigns.ts'
import * as gatewayCharactersRolls from './0004-gateway-characters-rolls.ts'

/**
 * Every migration, in order, listed by hand: a file that nobody lists never runs, and a bundle holds them all.
 * Forward only. A released migration is never edited; the next one corrects it.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-party-log': partyLog,
  '0002-gateway-auth': gatewayAuth,
  '0003-gateway-campaigns': gatewayCampaigns,
  '0004-gateway-characters-rolls': gatewayCharactersRolls,
}
