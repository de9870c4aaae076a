import type { Database, Transaction, TransactionOptions } from '@rpg-bot/database'
import { createAppendQueue } from './append-queue.ts'
import type { AppendResult, NewEvent, Position } from './event.ts'
import type { AppendInTransaction, EventLog, ReadResult } from './event-log.ts'
import { createHints } from './hints.ts'
import { defaultEventLogLimits, type EventLogLimits } from './limits.ts'
import { type PreparedEvent, prepareEvent, uuidOf } from './prepare-event.ts'
import { createRecentEvents } from './recent-events.ts'
import { applyRetention, defaultRetention } from './retention.ts'
import { createDatabaseStore } from './store/database-store.ts'
import type { LogStore, StoredBatch } from './store/log-store.ts'

/** What a log needs besides its store. */
export type EventLogOptions = {
  /** For the age of events; default: the system clock. */
  clock?: () => Date
  /** Missing ones keep their default. */
  limits?: Partial<EventLogLimits>
  /** Hears of errors that a listener of hints threw. Default: a warning of the process. */
  onListenerError?: (error: unknown) => void
}

const warn = (error: unknown): void =>
  process.emitWarning(error instanceof Error ? error : String(error), 'PartyLogListenerWarning')

/** The log of all parties in a database; one per process. */
export function createEventLog({ database, ...options }: EventLogOptions & { database: Database }): EventLog {
  return createEventLogOver(createDatabaseStore(database), options)
}

/** The same log over any store. */
export function createEventLogOver(store: LogStore, options: EventLogOptions = {}): EventLog {
  const limits: EventLogLimits = { ...defaultEventLogLimits, ...options.limits }
  const clock = options.clock ?? (() => new Date())
  const recent = createRecentEvents(limits)
  const hints = createHints(options.onListenerError ?? warn)
  const reads = new Map<string, Promise<ReadResult>>()
  const transactions = new Set<Promise<unknown>>()
  let closed = false

  function prepareBatch(events: readonly NewEvent[]): PreparedEvent[] {
    if (closed) throw new Error('The event log is closed')
    if (events.length > limits.maxBatchEvents) {
      throw new RangeError(`${events.length} events in one append: the limit is ${limits.maxBatchEvents}`)
    }
    const prepared = events.map((event) => prepareEvent(event, limits.maxEventBytes))
    const bytes = prepared.reduce((total, event) => total + event.bytes, 0)
    if (bytes > limits.maxBatchBytes) {
      throw new RangeError(`${bytes} bytes in one append: the limit is ${limits.maxBatchBytes}`)
    }
    return prepared
  }

  /** Only after the commit: nothing may be delivered that the log does not hold. */
  function announce(partyId: string, { position, events }: StoredBatch): void {
    recent.learn(partyId, position, events)
    if (events.length > 0) hints.publish({ partyId, epoch: position.epoch, head: position.head })
  }

  const queue = createAppendQueue({
    limits,
    async commit(partyId, events) {
      const batch = await store.transact((transaction) => store.appendIn(transaction, partyId, events))
      announce(partyId, batch)
      return batch.results
    },
  })

  async function readStore(partyId: string, after: number, limit: number): Promise<ReadResult> {
    const { position, events } = await store.read(partyId, after, limit)
    if (after < position.floor) return { ok: false, reason: 'trimmed', position }
    if (after > position.head) return { ok: false, reason: 'ahead', position }
    events.forEach((event, index) => {
      if (event.sequence !== after + 1 + index)
        throw new Error(`The log of a party has a hole at ${after + 1 + index}`)
    })
    if (events.length < Math.min(limit, position.head - after))
      throw new Error('The log of a party ends below its head')
    recent.learn(partyId, position, events)
    return { ok: true, position, events }
  }

  /** Readers that ask for the same page while it is being read share one query. */
  function readOnce(partyId: string, after: number, limit: number): Promise<ReadResult> {
    const key = `${partyId} ${after} ${limit}`
    const running = reads.get(key)
    if (running !== undefined) return running
    const reading = readStore(partyId, after, limit).finally(() => reads.delete(key))
    reads.set(key, reading)
    return reading
  }

  async function trim(partyId: string, upTo: number): Promise<{ floor: number; deleted: number }> {
    const party = uuidOf(partyId, 'A party id')
    const position = await store.raiseFloor(party, upTo)
    recent.learn(party, position, [])
    let deleted = 0
    for (;;) {
      const count = await store.deleteTrimmed(party, limits.trimBatchEvents)
      deleted += count
      if (count < limits.trimBatchEvents) return { floor: position.floor, deleted }
    }
  }

  async function track<T>(work: Promise<T>): Promise<T> {
    transactions.add(work)
    try {
      return await work
    } finally {
      transactions.delete(work)
    }
  }

  async function runInTransaction<T>(
    run: (transaction: Transaction, append: AppendInTransaction) => Promise<T>,
    transactionOptions: TransactionOptions = {},
  ): Promise<T> {
    let appended: { partyId: string; batch: StoredBatch }[] = []
    const result = await store.transact(async (transaction) => {
      // A second run starts anew: what the first one appended was rolled back.
      appended = []
      return run(transaction, async (id, events) => {
        const partyId = uuidOf(id, 'A party id')
        const previous = appended.at(-1)?.partyId
        if (previous !== undefined && partyId < previous) {
          throw new Error(
            'Append to parties in the order of their ids: two transactions in another order deadlock',
          )
        }
        const batch = await store.appendIn(transaction, partyId, prepareBatch(events))
        appended.push({ partyId, batch })
        return batch.results
      })
    }, transactionOptions)
    for (const { partyId, batch } of appended) announce(partyId, batch)
    return result
  }

  return {
    async append(partyId, events): Promise<readonly AppendResult[]> {
      const prepared = prepareBatch(events)
      const party = uuidOf(partyId, 'A party id')
      return prepared.length === 0 ? [] : queue.append(party, prepared)
    },

    async inTransaction(run, transactionOptions) {
      if (closed) throw new Error('The event log is closed')
      return track(runInTransaction(run, transactionOptions))
    },

    async read(partyId, { after, limit = limits.maxReadEvents }) {
      const party = uuidOf(partyId, 'A party id')
      if (!Number.isSafeInteger(after) || after < 0) throw new RangeError(`${after} is no sequence`)
      if (!Number.isInteger(limit) || limit < 1 || limit > limits.maxReadEvents) {
        throw new RangeError(`A page has 1 to ${limits.maxReadEvents} events, not ${limit}`)
      }
      const position = recent.position(party)
      const held = recent.take(party, after, limit)
      if (position !== undefined && held !== undefined) return { ok: true, position, events: held }
      return readOnce(party, after, limit)
    },

    position: (partyId) => store.position(uuidOf(partyId, 'A party id')),

    async positions(partyIds): Promise<ReadonlyMap<string, Position>> {
      const parties = partyIds.map((partyId) => uuidOf(partyId, 'A party id'))
      return parties.length === 0 ? new Map() : store.positions(parties)
    },

    subscribe: hints.subscribe,

    receiveHint(hint) {
      const known = recent.position(hint.partyId)
      if (known !== undefined) {
        if (known.epoch === hint.epoch && known.head >= hint.head) return
        const floor = known.epoch === hint.epoch ? known.floor : 0
        recent.learn(hint.partyId, { epoch: hint.epoch, head: hint.head, floor }, [])
      }
      hints.publish(hint)
    },

    async follow(partyId) {
      const party = uuidOf(partyId, 'A party id')
      const { ready, stop } = recent.follow(party)
      if (ready) return stop
      try {
        recent.learn(party, await store.position(party), [])
      } catch (error) {
        stop()
        throw error
      }
      return stop
    },

    recent: (partyId) => recent.position(partyId.toLowerCase()),

    trim,

    applyRetention: (policy) =>
      applyRetention({ store, policy: { ...defaultRetention, ...policy }, now: clock(), trim }),

    verifyStore: store.verifyIdentity,

    async close() {
      closed = true
      await queue.settled()
      await Promise.allSettled(transactions)
    },
  }
}
