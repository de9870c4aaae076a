import type { Transaction } from '@rpg-bot/database'
import { RpgError } from '@rpg-bot/rpg_contracts'
import { sql } from 'kysely'
import type { CampaignStatus } from '../access/membership.ts'

/** How many campaigns that are being played one person may lead. */
export const MAX_CAMPAIGNS_LED = 20

/** Writes a new campaign. Its members are another table. */
export async function insertCampaign(
  transaction: Transaction,
  campaign: { id: string; name: string; summary: string; systemId: string; now: Date },
): Promise<void> {
  await transaction
    .insertInto('gateway_api.campaigns')
    .values({
      id: campaign.id,
      name: campaign.name,
      summary: campaign.summary,
      system_id: campaign.systemId,
      created_at: campaign.now,
      updated_at: campaign.now,
    })
    .execute()
}

/**
 * Counts one visible change of a campaign: of itself, its members or its open evening. Without that its entity
 * tag would call two different answers the same.
 *
 * @returns the new version
 */
export async function touchCampaign(
  transaction: Transaction,
  campaignId: string,
  change: { now: Date; name?: string; summary?: string; status?: CampaignStatus },
): Promise<number> {
  const { now, ...columns } = change
  const row = await transaction
    .updateTable('gateway_api.campaigns')
    .set({ ...columns, version: sql<number>`version + 1`, updated_at: now })
    .where('id', '=', campaignId)
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}

/**
 * Holds a campaign for somebody who is not a member yet; members take `lockMembership`.
 *
 * @returns undefined when there is no such campaign
 */
export async function holdCampaign(
  transaction: Transaction,
  campaignId: string,
): Promise<{ status: CampaignStatus } | undefined> {
  return transaction
    .selectFrom('gateway_api.campaigns')
    .select('status')
    .where('id', '=', campaignId)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/**
 * Refuses one campaign too many. Hold the person first (`holdPerson`): two campaigns that begin at the same
 * moment would each see the other missing.
 *
 * @throws RpgError `campaign_limit` (409)
 */
export async function requireRoomToLead(transaction: Transaction, userId: string): Promise<void> {
  const { count } = await transaction
    .selectFrom('gateway_api.members as member')
    .innerJoin('gateway_api.campaigns as campaign', 'campaign.id', 'member.campaign_id')
    .where('member.user_id', '=', userId)
    .where('member.role', '=', 'gm')
    .where('campaign.status', '=', 'active')
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  if (count >= MAX_CAMPAIGNS_LED) {
    throw new RpgError('campaign_limit', {
      detail: `Nobody leads more than ${MAX_CAMPAIGNS_LED} campaigns at once. Archive one first.`,
    })
  }
}
