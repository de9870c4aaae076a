import { type Schema as ContractSchema, RpgError } from '@rpg-bot/rpg_contracts'
import { createAccess, type Executor } from '../access/access.ts'
import type { Membership } from '../access/membership.ts'
import type { Idempotent } from '../idempotency/idempotent.ts'
import { createId as createSystemId } from '../ids.ts'
import type { NamesOfCharacter } from '../rolls/roll-changes.ts'
import type { RuleSystems } from '../systems/load-rule-systems.ts'
import { namesOf } from '../systems/sheet-names.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { createCharacterChanges, type SystemCharacter } from './character-changes.ts'
import { createCharacterHandlers } from './character-handlers.ts'
import { findCharacter, readCharactersOf } from './character-reader.ts'
import { type CharacterRow, toCharacter } from './character-row.ts'

/**
 * Puts together everything about characters.
 *
 * @param dependencies.reader the database, for reading
 * @returns their handlers, `namesOfCharacter` for whoever rolls, and `readCharacters` for whoever exports an
 *   account
 */
export function createCharacterDomain(dependencies: {
  reader: Executor
  unitOfWork: Pick<UnitOfWork, 'run'>
  idempotent: Pick<Idempotent, 'run'>
  ruleSystems: Pick<RuleSystems, 'find'>
  clock: () => Date
  createId?: () => string
}) {
  const { createId = () => createSystemId(), ruleSystems, ...given } = dependencies
  const access = createAccess()

  /** A campaign may outlive its rule system: then its sheets can be read, and nothing is derived. */
  function present({ character, systemId }: SystemCharacter): ContractSchema<'Character'> {
    const derived = ruleSystems.find(systemId)?.derive(character.sheet).values ?? new Map()
    return toCharacter(character, Object.fromEntries(derived))
  }

  /** @throws RpgError `character_unknown` (422) when it is not of this campaign, `owner_required` (403) */
  const namesOfCharacter: NamesOfCharacter = async (executor, membership, characterId) => {
    const { campaignId, systemId } = membership
    const character = await findCharacter(executor, { campaignId, characterId })
    if (character === undefined) throw characterUnknown()
    requirePlays(membership, character)
    return ruleSystems.find(systemId)?.namesOf(character.sheet) ?? namesOf(character.sheet)
  }

  return {
    handlers: createCharacterHandlers({
      ...given,
      access,
      present,
      changes: createCharacterChanges({ access, ruleSystems, createId }),
    }),
    namesOfCharacter,
    /** The characters of a person, newest first. */
    async readCharacters(userId: string, limit: number): Promise<ContractSchema<'Character'>[]> {
      const rows = await readCharactersOf(given.reader, { ownerId: userId, limit })
      return rows.map(({ systemId, ...character }) => present({ character, systemId }))
    },
  }
}

function requirePlays({ role, userId }: Membership, character: CharacterRow): void {
  if (role === 'gm' || character.ownerId === userId) return
  throw new RpgError('owner_required', { detail: 'Roll with a character of your own.' })
}

function characterUnknown(): RpgError {
  return new RpgError('character_unknown', {
    errors: [{ in: 'body', pointer: '/characterId', rule: 'character', message: 'is not of this campaign' }],
  })
}
