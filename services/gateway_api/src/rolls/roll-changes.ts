import type { ResolveName } from '@rpg-bot/dice'
import { type BodyOf, RpgError } from '@rpg-bot/rpg_contracts'
import type { Access, Executor } from '../access/access.ts'
import type { Membership } from '../access/membership.ts'
import { type PartyChange, tell } from '../party/party-change.ts'
import { type RollRow, type RollVisibility, toRoll } from './roll-row.ts'
import { insertRoll } from './roll-store.ts'
import { throwDice } from './throw-dice.ts'

/** Looks up the numbers of a character for whoever rolls with it. */
export type NamesOfCharacter = (
  executor: Executor,
  membership: Membership,
  characterId: string,
) => Promise<ResolveName>

/** What people do with dice. */
export type RollChanges = ReturnType<typeof createRollChanges>

/**
 * @param dependencies.namesOfCharacter throws `character_unknown`, `owner_required`
 * @param dependencies.createSeed 32 bytes of a cryptographic source
 * @param dependencies.createId makes UUIDv7
 * @see RollChanges
 */
export function createRollChanges(dependencies: {
  access: Pick<Access, 'lockMembership' | 'requirePlayerOrGm' | 'requireActive'>
  namesOfCharacter: NamesOfCharacter
  createSeed: () => Uint8Array
  createId: () => string
}) {
  const { access, namesOfCharacter, createSeed, createId } = dependencies
  return {
    /**
     * Rolls, stores and announces. The campaign is held meanwhile, so that nothing is rolled after an archive
     * or a removal, and a hidden roll goes to whoever leads the game at this very moment.
     *
     * @throws RpgError `role_forbidden`, `owner_required` (403), `campaign_archived` (409),
     *   `character_unknown` and those of `throwDice` (422)
     */
    async make(
      change: PartyChange,
      campaignId: string,
      request: { body: BodyOf<'createRoll'>; idempotencyKey: string | undefined },
    ): Promise<RollRow> {
      const { transaction, actorId, traceId, now } = change
      const { expression, visibility, characterId, label } = request.body
      const who = { campaignId, userId: actorId }
      const membership = await access.lockMembership(transaction, who, 'share')
      access.requirePlayerOrGm(membership)
      access.requireActive(membership)
      const resolve =
        characterId === undefined
          ? () => undefined
          : await namesOfCharacter(transaction, membership, characterId)
      const thrown = throwDice(expression, { seed: createSeed(), resolve })
      const audience = await audienceOf(transaction, { visibility, membership })
      const roll = await insertRoll(transaction, {
        ...thrown,
        id: createId(),
        campaignId,
        rollerId: actorId,
        characterId: characterId ?? null,
        label: label ?? null,
        expression,
        visibility,
        audience,
        idempotencyKey: request.idempotencyKey ?? null,
        traceId,
        now,
      })
      tell(change, campaignId, {
        type: 'io.rpgbot.roll.roll-made.v1',
        data: { roll: toRoll(roll), audience },
        audience,
      })
      return roll
    },
  }
}

/** Who sees a roll that is made now; null is the whole table. Sorted, so that equal audiences are equal. */
async function audienceOf(
  executor: Executor,
  { visibility, membership }: { visibility: RollVisibility; membership: Membership },
): Promise<string[] | null> {
  if (visibility === 'public') return null
  const { campaignId, userId } = membership
  if (visibility === 'self' || membership.role === 'gm') return [userId]
  const { gameMaster } = await executor
    .selectFrom('gateway_api.members')
    .select('user_id as gameMaster')
    .where('campaign_id', '=', campaignId)
    .where('role', '=', 'gm')
    .executeTakeFirstOrThrow(() => new RpgError('internal', { detail: 'Nobody leads this campaign.' }))
  return [userId, gameMaster].toSorted()
}
