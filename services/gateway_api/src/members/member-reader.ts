import { RpgError } from '@rpg-bot/rpg_contracts'
import { sql } from 'kysely'
import type { Executor } from '../access/access.ts'
import type { MemberRow } from './member-row.ts'

/** Sort key of the list of members: 0 for the game master, else 1; time of joining; user id. */
export type MemberKey = readonly [number, Date, string]

/** @see MemberKey */
export function memberKeyOf(row: MemberRow): MemberKey {
  return [row.role === 'gm' ? 0 : 1, row.joinedAt, row.userId]
}

/** One member, or undefined. */
export async function findMember(
  executor: Executor,
  who: { campaignId: string; userId: string },
): Promise<MemberRow | undefined> {
  return membersOf(executor, who.campaignId).where('member.user_id', '=', who.userId).executeTakeFirst()
}

/**
 * One member of a campaign.
 *
 * @throws RpgError `member_not_found` (404)
 */
export async function readMember(
  executor: Executor,
  who: { campaignId: string; userId: string },
): Promise<MemberRow> {
  const row = await findMember(executor, who)
  if (row === undefined) throw new RpgError('member_not_found')
  return row
}

/**
 * The members of a campaign: game master first, then by time of joining.
 *
 * @param options.after sort key of the last row of the page before
 * @param options.limit rows at the most
 */
export async function readMembers(
  executor: Executor,
  options: { campaignId: string; after: MemberKey | undefined; limit: number },
): Promise<MemberRow[]> {
  const { campaignId, after, limit } = options
  const rank = sql<number>`(case when member.role = 'gm' then 0 else 1 end)`
  let query = membersOf(executor, campaignId)
  if (after !== undefined) {
    const [afterRank, joinedAt, userId] = after
    query = query.where(
      sql<boolean>`(${rank}, member.joined_at, member.user_id)
        > (${afterRank}::bigint, ${joinedAt}::timestamptz, ${userId}::uuid)`,
    )
  }
  return query.orderBy(rank).orderBy('member.joined_at').orderBy('member.user_id').limit(limit).execute()
}

/** How many sit at a table. */
export async function countMembers(executor: Executor, campaignId: string): Promise<number> {
  const { count } = await executor
    .selectFrom('gateway_api.members')
    .where('campaign_id', '=', campaignId)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** A member's version adds two counters that only rise: one of the seat, one of the name that is shown. */
function membersOf(executor: Executor, campaignId: string) {
  return executor
    .selectFrom('gateway_api.members as member')
    .innerJoin('gateway_api.users as person', 'person.id', 'member.user_id')
    .where('member.campaign_id', '=', campaignId)
    .select([
      'member.user_id as userId',
      'person.display_name as displayName',
      'member.role as role',
      'member.joined_at as joinedAt',
      sql<number>`member.version + person.version`.as('version'),
    ])
}
