import { RpgError } from '@rpg-bot/rpg_contracts'
import type { Access } from '../access/access.ts'
import { readCampaign } from '../campaigns/campaign-reader.ts'
import type { CampaignRow } from '../campaigns/campaign-row.ts'
import { requireRoomToLead, touchCampaign } from '../campaigns/campaign-writer.ts'
import { requireMatch } from '../http/entity-tag.ts'
import { type PartyChange, tell } from '../party/party-change.ts'
import { findMember } from './member-reader.ts'
import { setMemberRole } from './member-writer.ts'
import { holdPerson } from './person.ts'

/** Hands the game over. */
export type TransferCampaign = ReturnType<typeof createTransferCampaign>

/** @see TransferCampaign */
export function createTransferCampaign(dependencies: {
  access: Pick<Access, 'lockMembership' | 'requireMembership' | 'requireGameMaster' | 'requireActive'>
}) {
  const { access } = dependencies

  /**
   * The named member becomes game master and the former one a player, both or neither.
   *
   * @throws RpgError `member_unknown` (422), `campaign_limit` (409) when the other leads too many already
   */
  return async function transferCampaign(
    change: PartyChange,
    target: { campaignId: string; ifMatch: string | undefined },
    userId: string,
  ): Promise<CampaignRow> {
    const { transaction, actorId, now } = change
    const { campaignId, ifMatch } = target
    const caller = { campaignId, userId: actorId }
    // Before the other person is held: only a game master has business doing that.
    access.requireGameMaster(await access.requireMembership(transaction, campaignId, actorId))
    await holdPerson(transaction, userId)
    const membership = await access.lockMembership(transaction, caller)
    access.requireGameMaster(membership)
    access.requireActive(membership)
    const campaign = await readCampaign(transaction, caller)
    requireMatch(ifMatch, campaign.version)
    if ((await findMember(transaction, { campaignId, userId })) === undefined) throw memberUnknown()
    if (userId === actorId) return campaign
    await requireRoomToLead(transaction, userId)
    const version = await touchCampaign(transaction, campaignId, { now })
    // In this order there is never a second game master, for the index and for whoever follows the events.
    await setMemberRole(transaction, { campaignId, userId: actorId, role: 'player', version })
    await setMemberRole(transaction, { campaignId, userId, role: 'gm', version })
    const type = 'io.rpgbot.campaign.member-role-changed.v1'
    tell(change, campaignId, { type, data: { userId: actorId, role: 'player' } })
    tell(change, campaignId, { type, data: { userId, role: 'gm' } })
    return readCampaign(transaction, caller)
  }
}

function memberUnknown(): RpgError {
  return new RpgError('member_unknown', {
    detail: 'Only somebody at the table can lead it.',
    errors: [{ in: 'body', pointer: '/userId', rule: 'member', message: 'is not a member of this campaign' }],
  })
}
