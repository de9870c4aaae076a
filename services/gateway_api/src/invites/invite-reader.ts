import type { Schema as ContractSchema } from '@rpg-bot/rpg_contracts'
import { sql } from 'kysely'
import type { Executor } from '../access/access.ts'
import type { InviteRow } from './invite-row.ts'

/** Columns of an {@link InviteRow}. */
export const inviteColumns = [
  'id',
  'campaign_id as campaignId',
  'code',
  'role',
  'max_uses as maxUses',
  'uses',
  'expires_at as expiresAt',
  'created_at as createdAt',
  'created_by as createdBy',
] as const

/** Invites that still let somebody in: not withdrawn, not expired, not used up. */
function livingInvites(executor: Executor, now: Date) {
  return executor
    .selectFrom('gateway_api.invites as invite')
    .where('invite.revoked_at', 'is', null)
    .where('invite.expires_at', '>', now)
    .whereRef('invite.uses', '<', 'invite.max_uses')
}

/**
 * The living invites of a campaign, newest first.
 *
 * @param options.after sort key of the last row of the page before: time of making, id
 * @param options.limit rows at the most
 */
export async function readLivingInvites(
  executor: Executor,
  options: { campaignId: string; now: Date; after: readonly [Date, string] | undefined; limit: number },
): Promise<InviteRow[]> {
  const { campaignId, now, after, limit } = options
  let query = livingInvites(executor, now).where('campaign_id', '=', campaignId).select(inviteColumns)
  if (after !== undefined) {
    query = query.where(
      sql<boolean>`(invite.created_at, invite.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
    )
  }
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

/** How many living invites a campaign has. */
export async function countLivingInvites(
  executor: Executor,
  of: { campaignId: string; now: Date },
): Promise<number> {
  const { count } = await livingInvites(executor, of.now)
    .where('campaign_id', '=', of.campaignId)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Where a code leads, whatever became of the invite; undefined for an unknown code. */
export async function findInvite(
  executor: Executor,
  code: string,
): Promise<{ id: string; campaignId: string; role: InviteRow['role'] } | undefined> {
  return executor
    .selectFrom('gateway_api.invites')
    .select(['id', 'campaign_id as campaignId', 'role'])
    .where('code', '=', code)
    .executeTakeFirst()
}

/** What a living invite leads to, seen by one person; undefined when it leads nowhere (any more). */
export async function findInvitePreview(
  executor: Executor,
  of: { code: string; userId: string; now: Date },
): Promise<ContractSchema<'InvitePreview'> | undefined> {
  const row = await livingInvites(executor, of.now)
    .innerJoin('gateway_api.campaigns as campaign', 'campaign.id', 'invite.campaign_id')
    .innerJoin('gateway_api.members as leader', (join) =>
      join.onRef('leader.campaign_id', '=', 'campaign.id').on('leader.role', '=', 'gm'),
    )
    .innerJoin('gateway_api.users as person', 'person.id', 'leader.user_id')
    .where('invite.code', '=', of.code)
    .select([
      'campaign.id as campaignId',
      'campaign.name as campaignName',
      'campaign.summary as summary',
      'campaign.system_id as systemId',
      'person.display_name as gameMaster',
      'invite.role as role',
      'invite.expires_at as expiresAt',
      sql<number>`(
        select count(*)::int from gateway_api.members as other where other.campaign_id = campaign.id
      )`.as('memberCount'),
      sql<boolean>`exists (
        select 1 from gateway_api.members as own
        where own.campaign_id = campaign.id and own.user_id = ${of.userId}::uuid
      )`.as('alreadyMember'),
    ])
    .executeTakeFirst()
  return row === undefined ? undefined : { ...row, expiresAt: row.expiresAt.toISOString() }
}
