import type { Transaction } from '@rpg-bot/database'
import { holdCampaign } from '../campaigns/campaign-writer.ts'
import { type PartyChange, tell } from '../party/party-change.ts'
import { removeCharactersOf } from './character-writer.ts'

/**
 * Deletes every character of a person because the account goes, also in campaigns that are archived or that
 * they left. Hold the person first.
 *
 * Campaigns are held in the order of their ids, those with a seat but no character too: leaving them comes next,
 * and two people who delete their accounts at the same moment must not wait for each other.
 */
export async function deleteAllCharacters(change: PartyChange): Promise<void> {
  const { transaction, actorId } = change
  for (const campaignId of await campaignsOf(transaction, actorId)) {
    await holdCampaign(transaction, campaignId)
    for (const characterId of await removeCharactersOf(transaction, { campaignId, ownerId: actorId })) {
      tell(change, campaignId, {
        type: 'io.rpgbot.character.character-deleted.v1',
        data: { characterId },
      })
    }
  }
}

async function campaignsOf(transaction: Transaction, userId: string): Promise<string[]> {
  const rows = await transaction
    .selectFrom('gateway_api.members')
    .select('campaign_id as campaignId')
    .where('user_id', '=', userId)
    .union(
      transaction
        .selectFrom('gateway_api.characters')
        .select('campaign_id as campaignId')
        .where('owner_id', '=', userId),
    )
    .execute()
  return rows.map(({ campaignId }) => campaignId).toSorted()
}
