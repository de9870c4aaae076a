import type { BodyOf } from '@rpg-bot/rpg_contracts'
import { RpgError } from '@rpg-bot/rpg_contracts'
import type { Access } from '../access/access.ts'
import { requireMatch } from '../http/entity-tag.ts'
import { insertMember } from '../members/member-writer.ts'
import { holdCaller } from '../members/person.ts'
import { type PartyChange, tell } from '../party/party-change.ts'
import { readCampaign } from './campaign-reader.ts'
import type { CampaignRow } from './campaign-row.ts'
import { insertCampaign, requireRoomToLead, touchCampaign } from './campaign-writer.ts'
import { putAway } from './put-away.ts'

/** What people do with campaigns as such. */
export type CampaignChanges = ReturnType<typeof createCampaignChanges>

/** Which campaign, on the basis of which version. */
export type CampaignTarget = { readonly campaignId: string; readonly ifMatch: string | undefined }

/**
 * @param dependencies.isKnownSystem whether characters of that rule system can be made
 * @param dependencies.createId makes UUIDv7
 * @see CampaignChanges
 */
export function createCampaignChanges(dependencies: {
  access: Pick<Access, 'lockMembership' | 'requireMembership' | 'requireGameMaster' | 'requireActive'>
  isKnownSystem: (systemId: string) => boolean
  createId: () => string
}) {
  const { access, isKnownSystem, createId } = dependencies

  /** The campaign as its game master sees it, held, and still what the request is based on. */
  async function hold(
    change: PartyChange,
    target: CampaignTarget,
    requireState: (campaign: CampaignRow) => void = () => undefined,
  ): Promise<CampaignRow> {
    const who = { campaignId: target.campaignId, userId: change.actorId }
    access.requireGameMaster(await access.lockMembership(change.transaction, who))
    const campaign = await readCampaign(change.transaction, who)
    requireState(campaign)
    requireMatch(target.ifMatch, campaign.version)
    return campaign
  }

  const readBack = (change: PartyChange, campaignId: string) =>
    readCampaign(change.transaction, { campaignId, userId: change.actorId })

  return {
    /** @throws RpgError `system_unknown` (422), `campaign_limit` (409) */
    async create(change: PartyChange, body: BodyOf<'createCampaign'>): Promise<CampaignRow> {
      const { transaction, actorId, now } = change
      if (!isKnownSystem(body.systemId)) throw systemUnknown()
      const { displayName } = await holdCaller(transaction, actorId)
      await requireRoomToLead(transaction, actorId)
      const id = createId()
      const { name, systemId, summary = '' } = body
      await insertCampaign(transaction, { id, name, summary, systemId, now })
      await insertMember(transaction, { campaignId: id, userId: actorId, role: 'gm', version: 1, now })
      tell(change, id, {
        type: 'io.rpgbot.campaign.member-joined.v1',
        data: { userId: actorId, displayName, role: 'gm' },
      })
      return readBack(change, id)
    },

    /** What is already so is no change: no new version and nothing to announce. */
    async update(
      change: PartyChange,
      target: CampaignTarget,
      body: BodyOf<'updateCampaign'>,
    ): Promise<CampaignRow> {
      const campaign = await hold(change, target, access.requireActive)
      const { name = campaign.name, summary = campaign.summary } = body
      if (name === campaign.name && summary === campaign.summary) return campaign
      await touchCampaign(change.transaction, campaign.id, { now: change.now, name, summary })
      tell(change, campaign.id, {
        type: 'io.rpgbot.campaign.campaign-updated.v1',
        data: { name, summary },
      })
      return readBack(change, campaign.id)
    },

    /** Archiving what is archived changes nothing. */
    async archive(change: PartyChange, target: CampaignTarget): Promise<CampaignRow> {
      const campaign = await hold(change, target)
      if (campaign.status === 'archived') return campaign
      await putAway(change, campaign.id)
      return readBack(change, campaign.id)
    },

    /** Restoring what is active changes nothing. @throws RpgError `campaign_limit` (409) */
    async restore(change: PartyChange, target: CampaignTarget): Promise<CampaignRow> {
      // Before the person is held: a stranger has no business waiting for, or making others wait.
      access.requireGameMaster(
        await access.requireMembership(change.transaction, target.campaignId, change.actorId),
      )
      await holdCaller(change.transaction, change.actorId)
      const campaign = await hold(change, target)
      if (campaign.status === 'active') return campaign
      await requireRoomToLead(change.transaction, change.actorId)
      await touchCampaign(change.transaction, campaign.id, { now: change.now, status: 'active' })
      tell(change, campaign.id, { type: 'io.rpgbot.campaign.campaign-restored.v1', data: {} })
      return readBack(change, campaign.id)
    },
  }
}

function systemUnknown(): RpgError {
  return new RpgError('system_unknown', {
    detail: 'Take one from the list of rule systems.',
    errors: [
      { in: 'body', pointer: '/systemId', rule: 'system', message: 'is not the id of a rule system here' },
    ],
  })
}
