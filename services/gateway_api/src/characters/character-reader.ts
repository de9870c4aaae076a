import { sql } from 'kysely'
import type { Executor } from '../access/access.ts'
import type { CharacterRow } from './character-row.ts'

const summaryColumns = [
  'id',
  'campaign_id as campaignId',
  'owner_id as ownerId',
  'name',
  'version',
  'created_at as createdAt',
  'updated_at as updatedAt',
] as const

/** The columns of a whole character. */
export const characterColumns = [...summaryColumns, 'sheet'] as const

/** Which character of which campaign. */
export type CharacterPath = { readonly campaignId: string; readonly characterId: string }

/** One character, or undefined. */
export async function findCharacter(
  executor: Executor,
  of: CharacterPath,
): Promise<CharacterRow | undefined> {
  return executor
    .selectFrom('gateway_api.characters')
    .select(characterColumns)
    .where('campaign_id', '=', of.campaignId)
    .where('id', '=', of.characterId)
    .executeTakeFirst()
}

/**
 * The characters of a campaign by name (by code point, which keeps both alphabets in order on every database).
 *
 * @param options.after sort key of the last row of the page before: name, id
 * @param options.limit rows at the most
 */
export async function readCharacters(
  executor: Executor,
  options: { campaignId: string; after: readonly [string, string] | undefined; limit: number },
): Promise<Omit<CharacterRow, 'sheet'>[]> {
  const { campaignId, after, limit } = options
  let query = executor
    .selectFrom('gateway_api.characters')
    .select(summaryColumns)
    .where('campaign_id', '=', campaignId)
  if (after !== undefined) {
    query = query.where(
      sql<boolean>`(name collate "C", id) > (${after[0]}::text collate "C", ${after[1]}::uuid)`,
    )
  }
  return query.orderBy(sql`name collate "C"`).orderBy('id').limit(limit).execute()
}

/** How many characters a campaign has. */
export async function countCharacters(executor: Executor, campaignId: string): Promise<number> {
  const { count } = await executor
    .selectFrom('gateway_api.characters')
    .where('campaign_id', '=', campaignId)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** The characters of a person in all campaigns, newest first, each with the rule system of its campaign. */
export async function readCharactersOf(
  executor: Executor,
  options: { ownerId: string; limit: number },
): Promise<(CharacterRow & { readonly systemId: string })[]> {
  return executor
    .selectFrom('gateway_api.characters as character')
    .innerJoin('gateway_api.campaigns as campaign', 'campaign.id', 'character.campaign_id')
    .select([
      'character.id as id',
      'character.campaign_id as campaignId',
      'character.owner_id as ownerId',
      'character.name as name',
      'character.version as version',
      'character.created_at as createdAt',
      'character.updated_at as updatedAt',
      'character.sheet as sheet',
      'campaign.system_id as systemId',
    ])
    .where('character.owner_id', '=', options.ownerId)
    .orderBy('character.created_at', 'desc')
    .orderBy('character.id', 'desc')
    .limit(options.limit)
    .execute()
}
