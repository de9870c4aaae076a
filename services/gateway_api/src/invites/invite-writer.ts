import type { Transaction } from '@rpg-bot/database'
import { sql } from 'kysely'
import { inviteColumns } from './invite-reader.ts'
import type { InviteRow } from './invite-row.ts'

/** Writes a new invite. */
export async function insertInvite(
  transaction: Transaction,
  invite: Omit<InviteRow, 'uses'>,
): Promise<InviteRow> {
  return transaction
    .insertInto('gateway_api.invites')
    .values({
      id: invite.id,
      campaign_id: invite.campaignId,
      code: invite.code,
      role: invite.role,
      max_uses: invite.maxUses,
      expires_at: invite.expiresAt,
      created_at: invite.createdAt,
      created_by: invite.createdBy,
    })
    .returning(inviteColumns)
    .executeTakeFirstOrThrow()
}

/**
 * Uses an invite once, if it lives. One statement checks and counts, so of two people who race for the last
 * use exactly one gets it.
 *
 * @returns whether the caller got it
 */
export async function takeInviteUse(
  transaction: Transaction,
  invite: { id: string; now: Date },
): Promise<boolean> {
  const row = await transaction
    .updateTable('gateway_api.invites')
    .set({ uses: sql<number>`uses + 1` })
    .where('id', '=', invite.id)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', invite.now)
    .whereRef('uses', '<', 'max_uses')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Withdraws an invite; the time of the first withdrawal stays.
 *
 * @returns whether the campaign has, or had, such an invite
 */
export async function revokeInvite(
  transaction: Transaction,
  invite: { campaignId: string; id: string; now: Date },
): Promise<boolean> {
  const row = await transaction
    .updateTable('gateway_api.invites')
    .set({ revoked_at: sql<Date>`coalesce(revoked_at, ${invite.now}::timestamptz)` })
    .where('id', '=', invite.id)
    .where('campaign_id', '=', invite.campaignId)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Withdraws every invite of a campaign. */
export async function revokeAllInvites(
  transaction: Transaction,
  campaignId: string,
  now: Date,
): Promise<void> {
  await transaction
    .updateTable('gateway_api.invites')
    .set({ revoked_at: now })
    .where('campaign_id', '=', campaignId)
    .where('revoked_at', 'is', null)
    .execute()
}
