import type { EventByType, ProblemCode } from '@rpg-bot/rpg_contracts'
import type { Executor, Membership } from './membership.ts'

type Spoken = EventByType['io.rpgbot.party.message-posted.v1']

const messageType: Spoken['type'] = 'io.rpgbot.party.message-posted.v1'

/**
 * Why a member may not speak as the character that an event names, or null when they may: players speak as
 * their own characters of this campaign, the game master as any of it. One answer for characters of others and
 * for those that do not exist. The same over REST and over the WebSocket.
 *
 * @param event.data fits the schema of its type
 * @returns null at once, without asking the database, for an event that names no character
 */
export function voiceRefusal(
  executor: Executor,
  membership: Pick<Membership, 'campaignId' | 'userId' | 'role'>,
  event: { readonly type: string; readonly data: unknown },
): Promise<Extract<ProblemCode, 'character_unknown'> | null> | null {
  if (event.type !== messageType) return null
  const { characterId } = event.data as Spoken['data']
  return characterId === undefined ? null : ask(executor, membership, characterId)
}

async function ask(
  executor: Executor,
  { campaignId, userId, role }: Pick<Membership, 'campaignId' | 'userId' | 'role'>,
  characterId: string,
): Promise<Extract<ProblemCode, 'character_unknown'> | null> {
  const character = await executor
    .selectFrom('gateway_api.characters')
    .select('owner_id')
    .where('id', '=', characterId)
    .where('campaign_id', '=', campaignId)
    .executeTakeFirst()
  const owner = character?.owner_id
  return owner !== undefined && (role === 'gm' || owner === userId) ? null : 'character_unknown'
}
