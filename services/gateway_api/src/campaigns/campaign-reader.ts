import { RpgError } from '@rpg-bot/rpg_contracts'
import { sql } from 'kysely'
import type { Executor } from '../access/access.ts'
import type { CampaignRow } from './campaign-row.ts'

/**
 * One campaign, seen by one of its members.
 *
 * @throws RpgError `campaign_not_found` for strangers and unknown campaigns alike
 */
export async function readCampaign(
  executor: Executor,
  who: { campaignId: string; userId: string },
): Promise<CampaignRow> {
  const row = await campaignsOf(executor, who.userId)
    .where('member.campaign_id', '=', who.campaignId)
    .executeTakeFirst()
  if (row === undefined) throw new RpgError('campaign_not_found')
  return row
}

/**
 * The campaigns of a person, the most recently changed first.
 *
 * @param options.after sort key of the last row of the page before: time of the last change, id
 * @param options.limit rows at the most
 */
export async function readCampaigns(
  executor: Executor,
  options: { userId: string; after: readonly [Date, string] | undefined; limit: number },
): Promise<CampaignRow[]> {
  const { userId, after, limit } = options
  let query = campaignsOf(executor, userId)
  if (after !== undefined) {
    query = query.where(
      sql<boolean>`(campaign.updated_at, campaign.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
    )
  }
  return query.orderBy('campaign.updated_at', 'desc').orderBy('campaign.id', 'desc').limit(limit).execute()
}

/** Counts and the open evening are looked up, not stored, so that they cannot disagree with their rows. */
function campaignsOf(executor: Executor, userId: string) {
  return executor
    .selectFrom('gateway_api.members as member')
    .innerJoin('gateway_api.campaigns as campaign', 'campaign.id', 'member.campaign_id')
    .where('member.user_id', '=', userId)
    .select((select) => [
      'campaign.id as id',
      'campaign.name as name',
      'campaign.summary as summary',
      'campaign.system_id as systemId',
      'campaign.status as status',
      'campaign.version as version',
      'campaign.created_at as createdAt',
      'campaign.updated_at as updatedAt',
      'member.role as role',
      sql<number>`(
        select count(*)::int from gateway_api.members as other where other.campaign_id = campaign.id
      )`.as('memberCount'),
      select
        .selectFrom('gateway_api.sessions as session')
        .whereRef('session.campaign_id', '=', 'campaign.id')
        .where('session.closed_at', 'is', null)
        .select('session.id')
        .as('openSessionId'),
    ])
}
