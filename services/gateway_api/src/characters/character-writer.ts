import type { Transaction } from '@rpg-bot/database'
import { sql } from 'kysely'
import { type CharacterPath, characterColumns } from './character-reader.ts'
import type { CharacterRow } from './character-row.ts'

/** Writes a new character. */
export async function insertCharacter(
  transaction: Transaction,
  character: {
    id: string
    campaignId: string
    ownerId: string
    name: string
    sheet: Readonly<Record<string, unknown>>
    now: Date
  },
): Promise<CharacterRow> {
  return transaction
    .insertInto('gateway_api.characters')
    .values({
      id: character.id,
      campaign_id: character.campaignId,
      owner_id: character.ownerId,
      name: character.name,
      sheet: JSON.stringify(character.sheet),
      created_at: character.now,
      updated_at: character.now,
    })
    .returning(characterColumns)
    .executeTakeFirstOrThrow()
}

/** Holds a character until the transaction ends: one change at a time. */
export async function holdCharacter(
  transaction: Transaction,
  of: CharacterPath,
): Promise<CharacterRow | undefined> {
  return transaction
    .selectFrom('gateway_api.characters')
    .select(characterColumns)
    .where('campaign_id', '=', of.campaignId)
    .where('id', '=', of.characterId)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/** Writes a change of a character that is held. */
export async function changeCharacter(
  transaction: Transaction,
  character: { id: string; name: string; sheet: Readonly<Record<string, unknown>>; now: Date },
): Promise<CharacterRow> {
  return transaction
    .updateTable('gateway_api.characters')
    .set({
      name: character.name,
      sheet: JSON.stringify(character.sheet),
      version: sql<number>`version + 1`,
      // Another replica's clock may have been a little ahead.
      updated_at: sql<Date>`greatest(updated_at, ${character.now}::timestamptz)`,
    })
    .where('id', '=', character.id)
    .returning(characterColumns)
    .executeTakeFirstOrThrow()
}

/** Deletes one character. */
export async function removeCharacter(transaction: Transaction, id: string): Promise<void> {
  await transaction.deleteFrom('gateway_api.characters').where('id', '=', id).execute()
}

/** Deletes the characters of a person in one campaign. @returns their ids, in order */
export async function removeCharactersOf(
  transaction: Transaction,
  of: { campaignId: string; ownerId: string },
): Promise<string[]> {
  const rows = await transaction
    .deleteFrom('gateway_api.characters')
    .where('campaign_id', '=', of.campaignId)
    .where('owner_id', '=', of.ownerId)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id).toSorted()
}
