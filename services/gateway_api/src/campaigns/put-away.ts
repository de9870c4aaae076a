import { type PartyChange, tell } from '../party/party-change.ts'
import { closeOpenSession } from '../sessions/session-changes.ts'
import { touchCampaign } from './campaign-writer.ts'

/** Archives an active campaign; an open evening is closed first. Hold the campaign. */
export async function putAway(change: PartyChange, campaignId: string): Promise<void> {
  await closeOpenSession(change, campaignId)
  await touchCampaign(change.transaction, campaignId, { now: change.now, status: 'archived' })
  tell(change, campaignId, { type: 'io.rpgbot.campaign.campaign-archived.v1', data: {} })
}
