import type { Transaction } from '@rpg-bot/database'
import { sql } from 'kysely'
import type { Executor } from '../access/access.ts'
import type { RollRow, RollVisibility } from './roll-row.ts'
import type { Thrown } from './throw-dice.ts'

const columns = [
  'id',
  'campaign_id as campaignId',
  'roller_id as rollerId',
  'character_id as characterId',
  'label',
  'expression',
  'printed',
  'comment',
  'visibility',
  'total',
  'groups',
  'created_at as createdAt',
] as const

/** A roll to be stored. */
export type NewRoll = Thrown & {
  readonly id: string
  readonly campaignId: string
  readonly rollerId: string
  readonly characterId: string | null
  readonly label: string | null
  /** As typed. */
  readonly expression: string
  readonly visibility: RollVisibility
  /** User ids of those who see it; null for the whole table. */
  readonly audience: readonly string[] | null
  readonly idempotencyKey: string | null
  readonly traceId: string
  readonly now: Date
}

/** Writes a roll. Nobody ever changes one. */
export async function insertRoll(transaction: Transaction, roll: NewRoll): Promise<RollRow> {
  return transaction
    .insertInto('gateway_api.rolls')
    .values({
      id: roll.id,
      campaign_id: roll.campaignId,
      roller_id: roll.rollerId,
      character_id: roll.characterId,
      label: roll.label,
      expression: roll.expression,
      printed: roll.printed,
      comment: roll.comment,
      visibility: roll.visibility,
      audience: roll.audience === null ? null : [...roll.audience],
      total: roll.total,
      groups: JSON.stringify(roll.groups),
      seed: roll.seed,
      algorithm_version: roll.algorithmVersion,
      idempotency_key: roll.idempotencyKey,
      trace_id: roll.traceId,
      created_at: roll.now,
    })
    .returning(columns)
    .executeTakeFirstOrThrow()
}

/** One roll that this person may see, or undefined: a hidden roll of others does not exist for them. */
export async function findRoll(
  executor: Executor,
  of: { campaignId: string; rollId: string; userId: string },
): Promise<RollRow | undefined> {
  return rollsFor(executor, of).where('id', '=', of.rollId).executeTakeFirst()
}

/**
 * The rolls of a campaign that this person may see, newest first.
 *
 * @param options.before sort key of the last row of the page before: time, id
 * @param options.limit rows at the most
 */
export async function readRolls(
  executor: Executor,
  options: {
    campaignId: string
    userId: string
    before: readonly [Date, string] | undefined
    limit: number
  },
): Promise<RollRow[]> {
  const { before, limit } = options
  let query = rollsFor(executor, options)
  if (before !== undefined) {
    query = query.where(sql<boolean>`(created_at, id) < (${before[0]}::timestamptz, ${before[1]}::uuid)`)
  }
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

/** The rolls that a person made, newest first. */
export async function readRollsOf(
  executor: Executor,
  options: { rollerId: string; limit: number },
): Promise<RollRow[]> {
  return executor
    .selectFrom('gateway_api.rolls')
    .select(columns)
    .where('roller_id', '=', options.rollerId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(options.limit)
    .execute()
}

/** The one filter of list and single roll; the log filters the event of a roll by the same list. */
function rollsFor(executor: Executor, of: { campaignId: string; userId: string }) {
  return executor
    .selectFrom('gateway_api.rolls')
    .select(columns)
    .where('campaign_id', '=', of.campaignId)
    .where(sql<boolean>`(audience is null or ${of.userId}::uuid = any (audience))`)
}
