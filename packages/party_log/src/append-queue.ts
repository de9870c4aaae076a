import { TemporaryDatabaseError, temporaryReasonOf } from '@rpg-bot/database'
import type { AppendResult } from './event.ts'
import type { EventLogLimits } from './limits.ts'
import type { PreparedEvent } from './prepare-event.ts'

type Call = {
  events: readonly PreparedEvent[]
  bytes: number
  resolve: (results: AppendResult[]) => void
  reject: (error: unknown) => void
}

/** Stores one batch in one transaction; resolves after the commit. */
export type CommitBatch = (
  partyId: string,
  events: readonly PreparedEvent[],
) => Promise<readonly AppendResult[]>

type Queue = { waiting: Call[]; waitingEvents: number }

function takeBatch(queue: Queue, limits: EventLogLimits): Call[] {
  let events = 0
  let bytes = 0
  let count = 0
  for (const call of queue.waiting) {
    events += call.events.length
    bytes += call.bytes
    // A single call always goes: its own size was checked when it came.
    if (count > 0 && (events > limits.maxBatchEvents || bytes > limits.maxBatchBytes)) break
    count += 1
  }
  const batch = queue.waiting.splice(0, count)
  for (const call of batch) queue.waitingEvents -= call.events.length
  return batch
}

/**
 * Group commit, one queue per party: the first call is committed at once, and what arrives while a commit is
 * under way forms the next batch. No timer. Calls of a party are stored in the order in which they came.
 */
export function createAppendQueue({ commit, limits }: { commit: CommitBatch; limits: EventLogLimits }) {
  const queues = new Map<string, Queue>()
  const draining = new Set<Promise<void>>()

  async function commitCalls(partyId: string, calls: readonly Call[]): Promise<void> {
    try {
      const results = await commit(
        partyId,
        calls.flatMap(({ events }) => events),
      )
      let from = 0
      for (const call of calls) {
        call.resolve(results.slice(from, from + call.events.length))
        from += call.events.length
      }
    } catch (error) {
      if (calls.length === 1 || temporaryReasonOf(error) !== undefined) {
        for (const call of calls) call.reject(error)
        return
      }
      // Something in the batch cannot be stored. Alone, only its own call fails.
      for (const call of calls) await commitCalls(partyId, [call])
    }
  }

  async function drain(partyId: string, queue: Queue): Promise<void> {
    while (queue.waiting.length > 0) await commitCalls(partyId, takeBatch(queue, limits))
    queues.delete(partyId)
  }

  return {
    /** @throws TemporaryDatabaseError when too much waits, the store is away, or the outcome is unknown. */
    append(partyId: string, events: readonly PreparedEvent[]): Promise<AppendResult[]> {
      const { promise, resolve, reject } = Promise.withResolvers<AppendResult[]>()
      const running = queues.get(partyId)
      const queue = running ?? { waiting: [], waitingEvents: 0 }
      if (queue.waitingEvents + events.length > limits.maxWaitingEvents) {
        const cause = new Error(`More than ${limits.maxWaitingEvents} events of one party wait to be stored`)
        return Promise.reject(new TemporaryDatabaseError('resources', 'not_committed', cause))
      }
      const bytes = events.reduce((total, event) => total + event.bytes, 0)
      queue.waiting.push({ events, bytes, resolve, reject })
      queue.waitingEvents += events.length
      if (running === undefined) {
        queues.set(partyId, queue)
        const drained = drain(partyId, queue).finally(() => draining.delete(drained))
        draining.add(drained)
      }
      return promise
    },

    /** Resolves when everything that waits has been answered. */
    async settled(): Promise<void> {
      while (draining.size > 0) await Promise.all(draining)
    },
  }
}
