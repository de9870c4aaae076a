import type { Schema as Tables } from '@rpg-bot/database'
import type { Schema } from '@rpg-bot/rpg_contracts'
import type { Kysely } from 'kysely'

/** What a person is at a table. */
export type Role = Schema<'MemberRole'>

/** One person at one table, as the database says it now. */
export interface Membership {
  /** The id of the campaign is the id of its party. */
  readonly campaignId: string
  readonly userId: string
  readonly role: Role
  readonly status: Schema<'Campaign'>['status']
  readonly systemId: string
}

/** Something that can read: the database, or a transaction in it. */
export type Executor = Kysely<Tables>

/**
 * Reads the membership of a person, without a lock.
 *
 * @returns undefined for strangers and unknown campaigns alike, so that an id tells nothing about what exists
 */
export async function findMembership(
  executor: Executor,
  campaignId: string,
  userId: string,
): Promise<Membership | undefined> {
  return executor
    .selectFrom('gateway_api.members as member')
    .innerJoin('gateway_api.campaigns as campaign', 'campaign.id', 'member.campaign_id')
    .where('member.campaign_id', '=', campaignId)
    .where('member.user_id', '=', userId)
    .select([
      'member.campaign_id as campaignId',
      'member.user_id as userId',
      'member.role as role',
      'campaign.status as status',
      'campaign.system_id as systemId',
    ])
    .executeTakeFirst()
}
