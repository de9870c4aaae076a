import { RpgError } from '@rpg-bot/rpg_contracts'
import type { Access } from '../access/access.ts'
import type { Membership, Role } from '../access/membership.ts'
import { touchCampaign } from '../campaigns/campaign-writer.ts'
import { putAway } from '../campaigns/put-away.ts'
import { requireMatch } from '../http/entity-tag.ts'
import { revokeAllInvites } from '../invites/invite-writer.ts'
import { type PartyChange, tell } from '../party/party-change.ts'
import { countMembers, readMember } from './member-reader.ts'
import type { MemberRow } from './member-row.ts'
import { deleteMember, setMemberRole } from './member-writer.ts'

/** What happens to seats at a table, but for taking one (invites) and handing over the game. */
export type MemberChanges = ReturnType<typeof createMemberChanges>

/** @see MemberChanges */
export function createMemberChanges(dependencies: {
  access: Pick<Access, 'lockMembership' | 'requireGameMaster' | 'requireActive'>
}) {
  const { access } = dependencies

  async function holdAsGameMaster(change: PartyChange, campaignId: string): Promise<void> {
    const membership = await access.lockMembership(change.transaction, { campaignId, userId: change.actorId })
    access.requireGameMaster(membership)
    access.requireActive(membership)
  }

  return {
    /** @throws RpgError `member_not_found` (404), `game_master_role_fixed` (409) */
    async changeRole(
      change: PartyChange,
      target: { campaignId: string; userId: string; ifMatch: string | undefined },
      role: Exclude<Role, 'gm'>,
    ): Promise<MemberRow> {
      const { campaignId, userId, ifMatch } = target
      await holdAsGameMaster(change, campaignId)
      const member = await readMember(change.transaction, { campaignId, userId })
      if (member.role === 'gm') throw new RpgError('game_master_role_fixed')
      requireMatch(ifMatch, member.version)
      if (member.role === role) return member
      const version = await touchCampaign(change.transaction, campaignId, { now: change.now })
      await setMemberRole(change.transaction, { campaignId, userId, role, version })
      tell(change, campaignId, {
        type: 'io.rpgbot.campaign.member-role-changed.v1',
        data: { userId, role },
      })
      return readMember(change.transaction, { campaignId, userId })
    },

    /** @throws RpgError `member_not_found` (404), `game_master_must_transfer` (409) */
    async remove(change: PartyChange, target: { campaignId: string; userId: string }): Promise<void> {
      const { campaignId, userId } = target
      await holdAsGameMaster(change, campaignId)
      const member = await readMember(change.transaction, target)
      if (member.role === 'gm') throw new RpgError('game_master_must_transfer')
      await deleteMember(change.transaction, target)
      await touchCampaign(change.transaction, campaignId, { now: change.now })
      tell(change, campaignId, { type: 'io.rpgbot.campaign.member-removed.v1', data: { userId } })
    },

    /** Anybody may leave, an archived campaign too. @throws RpgError `game_master_must_transfer` (409) */
    async leave(change: PartyChange, campaignId: string): Promise<void> {
      const membership = await access.lockMembership(change.transaction, {
        campaignId,
        userId: change.actorId,
      })
      await giveUpSeat(change, membership)
    },

    /**
     * Leaves every campaign, archived ones too, because the account goes. Hold the person first.
     *
     * @throws RpgError `game_master_must_transfer` (409) while others sit at a table that the person leads
     */
    async leaveAll(change: PartyChange): Promise<void> {
      const { transaction, actorId } = change
      const seats = await transaction
        .selectFrom('gateway_api.members')
        .select('campaign_id as campaignId')
        .where('user_id', '=', actorId)
        .orderBy('campaign_id')
        .execute()
      for (const { campaignId } of seats) {
        await giveUpSeat(change, await access.lockMembership(transaction, { campaignId, userId: actorId }))
      }
    },
  }
}

/** A table that nobody leads would be out of everybody's reach: the last one to go puts it away. */
async function giveUpSeat(change: PartyChange, membership: Membership): Promise<void> {
  const { transaction, now } = change
  const { campaignId, userId, role, status } = membership
  if (role === 'gm') {
    if ((await countMembers(transaction, campaignId)) > 1) {
      throw new RpgError('game_master_must_transfer', {
        detail: 'Others sit at this table; make one of them game master before you go.',
      })
    }
    if (status === 'active') await putAway(change, campaignId)
    await revokeAllInvites(transaction, campaignId, now)
  }
  await deleteMember(transaction, { campaignId, userId })
  await touchCampaign(transaction, campaignId, { now })
  tell(change, campaignId, { type: 'io.rpgbot.campaign.member-left.v1', data: { userId } })
}
