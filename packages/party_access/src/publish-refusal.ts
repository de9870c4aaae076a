import type { ProblemCode } from '@rpg-bot/rpg_contracts'
import type { Membership } from './membership.ts'

/** Event types that only the game master may publish. A test holds it equal to `x-publish-role` in the contract. */
export const gameMasterEvents: ReadonlySet<string> = new Set(['io.rpgbot.party.scene-set.v1'])

/**
 * Why a member may not publish an event of this type, or null when they may. The same answer over REST and
 * over the WebSocket.
 */
export function publishRefusal(
  membership: Pick<Membership, 'role' | 'status'>,
  type: string,
): Extract<ProblemCode, 'campaign_archived' | 'role_forbidden' | 'game_master_required'> | null {
  if (membership.status === 'archived') return 'campaign_archived'
  if (membership.role === 'spectator') return 'role_forbidden'
  if (membership.role !== 'gm' && gameMasterEvents.has(type)) return 'game_master_required'
  return null
}
