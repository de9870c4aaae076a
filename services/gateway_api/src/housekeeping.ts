import type { Database } from '@rpg-bot/database'
import type { EventLog } from '@rpg-bot/party_log'
import type { Logger } from '@rpg-bot/service_kit'
import { sql } from 'kysely'

const EVERY_MS = 10 * 60_000

/** How often the logs of the parties are trimmed: retention counts in days. */
const TRIM_EVERY_MS = 6 * 60 * 60_000

/** Few enough that a batch never holds up a request, least of all on the one connection of the embedded engine. */
const BATCH = 500

/**
 * Rows that no request will ever read again. A sign-in is kept for a day after its end, so that a late refresh
 * still hears that it expired and not that it never was.
 */
const expired = [
  { table: 'idempotency_keys', graceMs: 0 },
  { table: 'launch_data_uses', graceMs: 5 * 60_000 },
  { table: 'sign_ins', graceMs: 24 * 60 * 60_000 },
] as const

/** Removes what has expired. */
export type Housekeeping = ReturnType<typeof createHousekeeping>

/**
 * Makes the housekeeping: this service's own tables, and the logs of the parties by their retention. Several
 * processes may run it at once.
 */
export function createHousekeeping(options: {
  database: Pick<Database, 'kysely'>
  eventLog: Pick<EventLog, 'applyRetention'>
  logger: Pick<Logger, 'info' | 'warn'>
  clock?: () => number
}) {
  const { database, eventLog, logger, clock = Date.now } = options
  let timer: NodeJS.Timeout | undefined
  let trimmedAt = clock()

  return {
    run,
    trimWhenDue,
    /** Runs now and then, the first time after one period. */
    start(): void {
      timer = setInterval(async () => {
        try {
          const removed = await run()
          if (removed > 0) logger.info({ removed }, 'expired rows removed')
          await trimWhenDue()
        } catch (error) {
          logger.warn({ err: error }, 'housekeeping failed')
        }
      }, EVERY_MS)
      timer.unref()
    },
    stop(): void {
      clearInterval(timer)
    },
  }

  async function trimWhenDue(): Promise<void> {
    if (clock() - trimmedAt < TRIM_EVERY_MS) return
    trimmedAt = clock()
    const trimmed = await eventLog.applyRetention()
    if (trimmed.deleted > 0) logger.info(trimmed, 'old events removed')
  }

  /** @returns how many rows were removed */
  async function run(): Promise<number> {
    let total = 0
    for (const { table, graceMs } of expired) {
      const before = new Date(clock() - graceMs)
      for (;;) {
        const removed = await removeBatch(table, before)
        total += removed
        if (removed < BATCH) break
      }
    }
    return total
  }

  async function removeBatch(table: (typeof expired)[number]['table'], before: Date): Promise<number> {
    const name = sql.table(`gateway_api.${table}`)
    // By ctid, because a delete has no limit; skipping locked rows, because somebody may be refreshing.
    const { numAffectedRows } = await sql`
      delete from ${name} where ctid = any(array(
        select ctid from ${name} where expires_at < ${before} limit ${BATCH} for update skip locked
      ))
    `.execute(database.kysely)
    return Number(numAffectedRows ?? 0)
  }
}
