import type { Schema, Transaction } from '@rpg-bot/database'
import { findMembership } from '@rpg-bot/party_access'
import { RpgError } from '@rpg-bot/rpg_contracts'
import { type Kysely, sql } from 'kysely'
import type { Membership } from './membership.ts'

/** Something that can read: the database, or a transaction in it. */
export type Executor = Kysely<Schema>

/** Decides who may do what to a campaign. Every handler that touches one asks here first. */
export type Access = ReturnType<typeof createAccess>

/** @see Access */
export function createAccess() {
  return {
    /**
     * The membership of a person, read without a lock.
     *
     * @throws RpgError `campaign_not_found` for strangers and unknown campaigns alike, so that an id tells
     *   nothing about what exists
     */
    async requireMembership(executor: Executor, campaignId: string, userId: string): Promise<Membership> {
      return found(await findMembership(executor, campaignId, userId))
    },

    /**
     * The same, holding the campaign's row until the transaction ends: whoever changes who sits at a table,
     * its evenings or its state holds it, one at a time. `share` lets others hold it too and only keeps those
     * changes away; take it for what must not slip in after an archive or a removal.
     *
     * Takes the lock in its own statement, because a statement sees the database as it was before it waited.
     *
     * @throws RpgError `campaign_not_found`; a stranger never gets to wait for, or hold, the lock
     */
    async lockMembership(
      transaction: Transaction,
      who: { campaignId: string; userId: string },
      strength: 'update' | 'share' = 'update',
    ): Promise<Membership> {
      await lockCampaignOfMember(transaction, who, strength)
      return found(await findMembership(transaction, who.campaignId, who.userId))
    },

    /** @throws RpgError `game_master_required` (403) */
    requireGameMaster(membership: Membership): void {
      if (membership.role !== 'gm') throw new RpgError('game_master_required')
    },

    /** @throws RpgError `role_forbidden` (403) for spectators */
    requirePlayerOrGm(membership: Membership): void {
      if (membership.role === 'spectator') {
        throw new RpgError('role_forbidden', { detail: 'Spectators watch; ask the game master for a seat.' })
      }
    },

    /** @throws RpgError `campaign_archived` (409) */
    requireActive(membership: Pick<Membership, 'status'>): void {
      if (membership.status !== 'active') {
        throw new RpgError('campaign_archived', { detail: 'Its game master can take it up again.' })
      }
    },
  }
}

function found(membership: Membership | undefined): Membership {
  if (membership === undefined) throw new RpgError('campaign_not_found')
  return membership
}

async function lockCampaignOfMember(
  transaction: Transaction,
  { campaignId, userId }: { campaignId: string; userId: string },
  strength: 'update' | 'share',
): Promise<void> {
  const query = transaction
    .selectFrom('gateway_api.campaigns as campaign')
    .select('campaign.id')
    .where('campaign.id', '=', campaignId)
    .where((where) =>
      where.exists(
        where
          .selectFrom('gateway_api.members as member')
          .select(sql`1`.as('one'))
          .where('member.campaign_id', '=', campaignId)
          .where('member.user_id', '=', userId),
      ),
    )
  // The key of a campaign never changes, so rows that refer to it may be inserted meanwhile.
  await (strength === 'update' ? query.forNoKeyUpdate() : query.forShare()).execute()
}
