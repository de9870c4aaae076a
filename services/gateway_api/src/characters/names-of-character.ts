import { RpgError } from '@rpg-bot/rpg_contracts'
import type { NamesOfCharacter } from '../rolls/roll-changes.ts'
import { namesOf } from '../systems/sheet-names.ts'
import { findCharacter } from './character-reader.ts'

/**
 * The numbers of a character, for its player and the game master.
 *
 * @throws RpgError `character_unknown` (422) when it is not of this campaign, `owner_required` (403)
 */
export const namesOfCharacter: NamesOfCharacter = async (executor, membership, characterId) => {
  const { campaignId, userId, role } = membership
  const character = await findCharacter(executor, { campaignId, characterId })
  if (character === undefined) {
    throw new RpgError('character_unknown', {
      errors: [
        { in: 'body', pointer: '/characterId', rule: 'character', message: 'is not of this campaign' },
      ],
    })
  }
  if (role !== 'gm' && character.ownerId !== userId) {
    throw new RpgError('owner_required', { detail: 'Roll with a character of your own.' })
  }
  return namesOf(character.sheet)
}
