import type { Transaction } from '@rpg-bot/database'
import { RpgError } from '@rpg-bot/rpg_contracts'
import type { Role } from '../access/membership.ts'
import { countMembers } from './member-reader.ts'

/** How many people fit at one table. */
export const MAX_MEMBERS = 100

/**
 * Gives somebody a seat.
 *
 * @param member.version the campaign's version of this change; it outlives the seat, so that whoever leaves
 *   and comes back does not get an old entity tag again
 */
export async function insertMember(
  transaction: Transaction,
  member: { campaignId: string; userId: string; role: Role; version: number; now: Date },
): Promise<void> {
  await transaction
    .insertInto('gateway_api.members')
    .values({
      campaign_id: member.campaignId,
      user_id: member.userId,
      role: member.role,
      version: member.version,
      joined_at: member.now,
    })
    .execute()
}

/** Gives a member another role. Take the game master's away before you give it to somebody else. */
export async function setMemberRole(
  transaction: Transaction,
  member: { campaignId: string; userId: string; role: Role; version: number },
): Promise<void> {
  await transaction
    .updateTable('gateway_api.members')
    .set({ role: member.role, version: member.version })
    .where('campaign_id', '=', member.campaignId)
    .where('user_id', '=', member.userId)
    .execute()
}

/** Takes a seat away. */
export async function deleteMember(
  transaction: Transaction,
  who: { campaignId: string; userId: string },
): Promise<void> {
  await transaction
    .deleteFrom('gateway_api.members')
    .where('campaign_id', '=', who.campaignId)
    .where('user_id', '=', who.userId)
    .execute()
}

/**
 * Refuses one person too many. Hold the campaign first.
 *
 * @throws RpgError `campaign_full` (409)
 */
export async function requireFreeSeat(transaction: Transaction, campaignId: string): Promise<void> {
  if ((await countMembers(transaction, campaignId)) >= MAX_MEMBERS) {
    throw new RpgError('campaign_full', { detail: `No more than ${MAX_MEMBERS} people fit at one table.` })
  }
}
