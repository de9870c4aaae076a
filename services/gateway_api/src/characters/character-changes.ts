import type { BodyOf } from '@rpg-bot/rpg_contracts'
import { RpgError } from '@rpg-bot/rpg_contracts'
import type { Access } from '../access/access.ts'
import type { Membership } from '../access/membership.ts'
import { requireMatch } from '../http/entity-tag.ts'
import { canonicalJson } from '../idempotency/fingerprint.ts'
import { findMember } from '../members/member-reader.ts'
import { type PartyChange, tell } from '../party/party-change.ts'
import type { RuleSystems } from '../systems/load-rule-systems.ts'
import type { RuleSystem } from '../systems/rule-system.ts'
import { type CharacterPath, countCharacters } from './character-reader.ts'
import type { CharacterRow } from './character-row.ts'
import { changeCharacter, holdCharacter, insertCharacter, removeCharacter } from './character-writer.ts'

/** How many characters a campaign has at the most. */
export const MAX_CHARACTERS = 100

/** A character together with the rule system of its campaign. */
export type SystemCharacter = { readonly character: CharacterRow; readonly systemId: string }

/** Which character, on the basis of which version. */
export type CharacterTarget = CharacterPath & { readonly ifMatch: string | undefined }

/** What people do with characters. */
export type CharacterChanges = ReturnType<typeof createCharacterChanges>

/**
 * @param dependencies.createId makes UUIDv7
 * @see CharacterChanges
 */
export function createCharacterChanges(dependencies: {
  access: Pick<Access, 'lockMembership' | 'requirePlayerOrGm' | 'requireGameMaster' | 'requireActive'>
  ruleSystems: Pick<RuleSystems, 'find'>
  createId: () => string
}) {
  const { access, ruleSystems, createId } = dependencies

  function systemOf({ systemId }: Membership): RuleSystem {
    const system = ruleSystems.find(systemId)
    if (system !== undefined) return system
    throw new RpgError('system_unknown', { detail: `This installation has no rule system ${systemId}.` })
  }

  /** The character, held, for somebody who may change it, and still what the request is based on. */
  async function hold(
    change: PartyChange,
    target: CharacterTarget,
  ): Promise<{ membership: Membership; character: CharacterRow }> {
    const { transaction, actorId } = change
    const who = { campaignId: target.campaignId, userId: actorId }
    const membership = await access.lockMembership(transaction, who, 'share')
    access.requirePlayerOrGm(membership)
    const character = await holdCharacter(transaction, target)
    if (character === undefined) throw new RpgError('character_not_found')
    if (membership.role !== 'gm' && character.ownerId !== actorId) {
      throw new RpgError('owner_required', { detail: 'Ask its player or the game master.' })
    }
    access.requireActive(membership)
    requireMatch(target.ifMatch, character.version)
    return { membership, character }
  }

  return {
    /**
     * @throws RpgError `role_forbidden`, `game_master_required` (403), `campaign_archived`, `character_limit`
     *   (409), `member_unknown`, `sheet_invalid` (422)
     */
    async create(
      change: PartyChange,
      campaignId: string,
      body: BodyOf<'createCharacter'>,
    ): Promise<SystemCharacter> {
      const { transaction, actorId, now } = change
      const { name, ownerId = actorId } = body
      const membership = await access.lockMembership(transaction, { campaignId, userId: actorId })
      access.requirePlayerOrGm(membership)
      if (ownerId !== actorId) access.requireGameMaster(membership)
      access.requireActive(membership)
      const system = systemOf(membership)
      const { sheet = system.definition.defaultSheet } = body
      requireFit(system, sheet)
      if (
        ownerId !== actorId &&
        (await findMember(transaction, { campaignId, userId: ownerId })) === undefined
      ) {
        throw memberUnknown()
      }
      if ((await countCharacters(transaction, campaignId)) >= MAX_CHARACTERS) {
        throw new RpgError('character_limit', {
          detail: `A campaign has at most ${MAX_CHARACTERS} characters. Delete one first.`,
        })
      }
      const character = await insertCharacter(transaction, {
        id: createId(),
        campaignId,
        ownerId,
        name,
        sheet,
        now,
      })
      tell(change, campaignId, {
        type: 'io.rpgbot.character.character-created.v1',
        data: dataOf(character),
      })
      return { character, systemId: membership.systemId }
    },

    /**
     * What is already so is no change: no new version and nothing to announce.
     *
     * @throws RpgError `role_forbidden`, `owner_required` (403), `character_not_found` (404),
     *   `campaign_archived` (409), `precondition_failed` (412), `sheet_invalid` (422)
     */
    async update(
      change: PartyChange,
      target: CharacterTarget,
      body: BodyOf<'updateCharacter'>,
    ): Promise<SystemCharacter> {
      const { membership, character } = await hold(change, target)
      const { systemId } = membership
      const { name = character.name, sheet = character.sheet } = body
      if (body.sheet !== undefined) requireFit(systemOf(membership), body.sheet)
      if (name === character.name && canonicalJson(sheet) === canonicalJson(character.sheet)) {
        return { character, systemId }
      }
      const { id } = character
      const changed = await changeCharacter(change.transaction, { id, name, sheet, now: change.now })
      tell(change, target.campaignId, {
        type: 'io.rpgbot.character.character-updated.v1',
        data: dataOf(changed),
      })
      return { character: changed, systemId }
    },

    /** @throws RpgError as `update` */
    async remove(change: PartyChange, target: CharacterTarget): Promise<void> {
      const { character } = await hold(change, target)
      await removeCharacter(change.transaction, character.id)
      tell(change, target.campaignId, {
        type: 'io.rpgbot.character.character-deleted.v1',
        data: { characterId: character.id },
      })
    },
  }
}

function dataOf({ id, ownerId, name }: CharacterRow) {
  return { characterId: id, ownerId, name }
}

function requireFit(system: RuleSystem, sheet: Readonly<Record<string, unknown>>): void {
  const problems = system.checkSheet(sheet)
  if (problems.length === 0) return
  throw new RpgError('sheet_invalid', {
    detail: `The rule system ${system.definition.id} has the schema of its sheet in sheetSchema.`,
    errors: problems.map((problem) => ({ ...problem, pointer: `/sheet${problem.pointer}`.slice(0, 512) })),
  })
}

function memberUnknown(): RpgError {
  return new RpgError('member_unknown', {
    errors: [{ in: 'body', pointer: '/ownerId', rule: 'member', message: 'is not at this table' }],
  })
}
