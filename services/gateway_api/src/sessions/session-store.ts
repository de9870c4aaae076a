import type { Transaction } from '@rpg-bot/database'
import { sql } from 'kysely'
import type { Executor } from '../access/access.ts'
import type { SessionRow } from './session-row.ts'

const columns = [
  'id',
  'campaign_id as campaignId',
  'number',
  'title',
  'opened_at as openedAt',
  'opened_by as openedBy',
  'closed_at as closedAt',
] as const

/** One evening of a campaign, or undefined. */
export async function findSession(
  executor: Executor,
  of: { campaignId: string; sessionId: string },
): Promise<SessionRow | undefined> {
  return executor
    .selectFrom('gateway_api.sessions')
    .select(columns)
    .where('campaign_id', '=', of.campaignId)
    .where('id', '=', of.sessionId)
    .executeTakeFirst()
}

/** The evening that is being played, or undefined. */
export async function findOpenSession(
  executor: Executor,
  campaignId: string,
): Promise<SessionRow | undefined> {
  return executor
    .selectFrom('gateway_api.sessions')
    .select(columns)
    .where('campaign_id', '=', campaignId)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
}

/**
 * The evenings of a campaign, newest first.
 *
 * @param options.before number of the last evening of the page before
 * @param options.limit rows at the most
 */
export async function readSessions(
  executor: Executor,
  options: { campaignId: string; before: number | undefined; limit: number },
): Promise<SessionRow[]> {
  let query = executor
    .selectFrom('gateway_api.sessions')
    .select(columns)
    .where('campaign_id', '=', options.campaignId)
  if (options.before !== undefined) query = query.where('number', '<', options.before)
  return query.orderBy('number', 'desc').limit(options.limit).execute()
}

/** Writes a new evening with the next number. Hold the campaign first. */
export async function insertSession(
  transaction: Transaction,
  session: { id: string; campaignId: string; title: string | null; openedBy: string; now: Date },
): Promise<SessionRow> {
  return transaction
    .insertInto('gateway_api.sessions')
    .values({
      id: session.id,
      campaign_id: session.campaignId,
      number: sql<number>`(
        select coalesce(max(number), 0) + 1 from gateway_api.sessions where campaign_id = ${session.campaignId}
      )`,
      title: session.title,
      opened_at: session.now,
      opened_by: session.openedBy,
    })
    .returning(columns)
    .executeTakeFirstOrThrow()
}

/** Ends an evening. */
export async function endSession(
  transaction: Transaction,
  session: { id: string; now: Date },
): Promise<SessionRow> {
  return transaction
    .updateTable('gateway_api.sessions')
    .set({
      // Another replica's clock may have opened it a little in the future.
      closed_at: sql<Date>`greatest(opened_at, ${session.now}::timestamptz)`,
    })
    .where('id', '=', session.id)
    .returning(columns)
    .executeTakeFirstOrThrow()
}
