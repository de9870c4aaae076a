import type { RetentionPolicy } from './event-log.ts'
import type { LogStore } from './store/log-store.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** 30 days and never fewer than the last 10,000. */
export const defaultRetention: RetentionPolicy = { maxAgeMs: 30 * DAY_MS, keepLast: 10_000 }

/** Below this, an outbox that retries for days would find its id forgotten and store the event twice. */
const LEAST_AGE_MS = 7 * DAY_MS

const PAGE = 500

/**
 * Trims every party that holds more than it must.
 *
 * @throws RangeError for a policy that forgets ids sooner than 7 days, or keeps a negative number.
 */
export async function applyRetention(options: {
  store: LogStore
  policy: RetentionPolicy
  now: Date
  trim: (partyId: string, upTo: number) => Promise<{ deleted: number }>
}): Promise<{ parties: number; deleted: number }> {
  const { store, policy, now, trim } = options
  if (!(policy.maxAgeMs >= LEAST_AGE_MS)) throw new RangeError('Events are kept for at least 7 days')
  if (!Number.isSafeInteger(policy.keepLast) || policy.keepLast < 0)
    throw new RangeError('keepLast must be 0 or more')
  const before = new Date(now.getTime() - policy.maxAgeMs)
  const total = { parties: 0, deleted: 0 }
  for (let after: string | null = null; ; ) {
    const page: string[] = await store.crowdedParties({ after, keepLast: policy.keepLast, limit: PAGE })
    for (const partyId of page) {
      const { head, floor } = await store.position(partyId)
      const upTo = Math.min(head - policy.keepLast, await store.lastOlderThan(partyId, before))
      if (upTo <= floor) continue
      total.parties += 1
      total.deleted += (await trim(partyId, upTo)).deleted
    }
    if (page.length < PAGE) return total
    after = page.at(-1) ?? null
  }
}
