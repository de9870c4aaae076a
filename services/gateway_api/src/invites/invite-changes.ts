import type { Transaction } from '@rpg-bot/database'
import { type BodyOf, RpgError } from '@rpg-bot/rpg_contracts'
import type { Access } from '../access/access.ts'
import { readCampaign } from '../campaigns/campaign-reader.ts'
import type { CampaignRow } from '../campaigns/campaign-row.ts'
import { holdCampaign, touchCampaign } from '../campaigns/campaign-writer.ts'
import { findMember } from '../members/member-reader.ts'
import { insertMember, requireFreeSeat } from '../members/member-writer.ts'
import { holdCaller } from '../members/person.ts'
import { type PartyChange, tell } from '../party/party-change.ts'
import { createInviteCode, type RandomBytes } from './invite-code.ts'
import { countLivingInvites, findInvite } from './invite-reader.ts'
import type { InviteRow } from './invite-row.ts'
import { insertInvite, revokeInvite, takeInviteUse } from './invite-writer.ts'

/** How many living invites one campaign may have. */
export const MAX_LIVING_INVITES = 50

/** What an invite is like unless its maker says otherwise. */
const defaults = { role: 'player', expiresInHours: 168, maxUses: 10 } as const

const HOUR_MS = 3_600_000

/** Making, withdrawing and accepting invites. */
export type InviteChanges = ReturnType<typeof createInviteChanges>

/**
 * @param dependencies.randomBytes a cryptographic source
 * @param dependencies.createId makes UUIDv7
 * @see InviteChanges
 */
export function createInviteChanges(dependencies: {
  access: Pick<Access, 'lockMembership' | 'requireGameMaster' | 'requireActive'>
  randomBytes: RandomBytes
  createId: () => string
}) {
  const { access, randomBytes, createId } = dependencies
  return {
    /** @throws RpgError `invite_limit` (409) */
    async create(change: PartyChange, campaignId: string, body: BodyOf<'createInvite'>): Promise<InviteRow> {
      const { transaction, actorId, now } = change
      const membership = await access.lockMembership(transaction, { campaignId, userId: actorId })
      access.requireGameMaster(membership)
      access.requireActive(membership)
      if ((await countLivingInvites(transaction, { campaignId, now })) >= MAX_LIVING_INVITES) {
        throw new RpgError('invite_limit', {
          detail: `A campaign has ${MAX_LIVING_INVITES} living invites at the most. Withdraw one first.`,
        })
      }
      const { role, expiresInHours, maxUses } = { ...defaults, ...body }
      return insertInvite(transaction, {
        id: createId(),
        campaignId,
        code: createInviteCode(randomBytes),
        role,
        maxUses,
        expiresAt: new Date(now.getTime() + expiresInHours * HOUR_MS),
        createdAt: now,
        createdBy: actorId,
      })
    },

    /** Withdrawing twice changes nothing. @throws RpgError `invite_not_found` (404) */
    async revoke(change: PartyChange, target: { campaignId: string; inviteId: string }): Promise<void> {
      const { transaction, actorId, now } = change
      const { campaignId, inviteId } = target
      const membership = await access.lockMembership(transaction, { campaignId, userId: actorId })
      access.requireGameMaster(membership)
      if (!(await revokeInvite(transaction, { campaignId, id: inviteId, now }))) throw leadsNowhere()
    },

    /** Whether a person sits at the table that a code leads to. */
    async isSeated(transaction: Transaction, of: { code: string; userId: string }): Promise<boolean> {
      const invite = await findInvite(transaction, of.code)
      if (invite === undefined) return false
      const who = { campaignId: invite.campaignId, userId: of.userId }
      return (await findMember(transaction, who)) !== undefined
    },

    /**
     * Takes a seat. Whoever sits there already stays what they are, even when the invite is used up by now: the
     * answer to a repeated request must not depend on who else came in between.
     *
     * @throws RpgError `invite_not_found` (404), `campaign_archived`, `campaign_full` (409)
     */
    async accept(change: PartyChange, code: string): Promise<CampaignRow> {
      const { transaction, actorId, now } = change
      const invite = await findInvite(transaction, code)
      if (invite === undefined) throw leadsNowhere()
      const { campaignId, role } = invite
      const who = { campaignId, userId: actorId }
      const { displayName } = await holdCaller(transaction, actorId)
      const campaign = await holdCampaign(transaction, campaignId)
      if (campaign === undefined) throw leadsNowhere()
      if ((await findMember(transaction, who)) !== undefined) return readCampaign(transaction, who)
      // First: what an expired code led to is nobody's business, be it full or archived.
      if (!(await takeInviteUse(transaction, { id: invite.id, now }))) throw leadsNowhere()
      access.requireActive(campaign)
      await requireFreeSeat(transaction, campaignId)
      const version = await touchCampaign(transaction, campaignId, { now })
      await insertMember(transaction, { ...who, role, version, now })
      tell(change, campaignId, {
        type: 'io.rpgbot.campaign.member-joined.v1',
        data: { userId: actorId, displayName, role },
      })
      return readCampaign(transaction, who)
    },
  }
}

/** One answer for unknown, expired, used-up and withdrawn codes: which it is tells a guesser nothing. */
export function leadsNowhere(): RpgError {
  return new RpgError('invite_not_found')
}
