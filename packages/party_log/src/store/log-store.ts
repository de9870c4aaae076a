import type { Transaction, TransactionOptions } from '@rpg-bot/database'
import type { AppendResult, LogEvent, Position } from '../event.ts'
import type { PreparedEvent } from '../prepare-event.ts'
import type { IdentityCheck } from './verify-identity.ts'

/** A batch as it is after its append: not yet true before the transaction has committed. */
export type StoredBatch = { position: Position; results: AppendResult[]; events: LogEvent[] }

/** Where events are kept. The database is one; memory is the other, for tests. */
export type LogStore = {
  /** @throws TemporaryDatabaseError as `runInTransaction` does. */
  transact<T>(run: (transaction: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>
  /** Locks the stream until the end of the transaction, so that commit order is sequence order. */
  appendIn(transaction: Transaction, partyId: string, events: readonly PreparedEvent[]): Promise<StoredBatch>
  /** One consistent look: position, and the events after `after` in order. */
  read(partyId: string, after: number, limit: number): Promise<{ position: Position; events: LogEvent[] }>
  /** The position; an unknown party gets its stream, so that a cursor exists before the first event. */
  position(partyId: string): Promise<Position>
  /** Positions of the parties that have a stream. */
  positions(partyIds: readonly string[]): Promise<Map<string, Position>>
  /** Raises the floor to at most head; never lowers it. */
  raiseFloor(partyId: string, upTo: number): Promise<Position>
  /** Deletes some events at or below the floor; 0 when none is left. */
  deleteTrimmed(partyId: string, atMost: number): Promise<number>
  /** Up to `limit` parties after the given one, in id order, that hold more than `keepLast` events. */
  crowdedParties(options: { after: string | null; keepLast: number; limit: number }): Promise<string[]>
  /** Notices a store whose history may have been rewritten, and voids all cursors then. */
  verifyIdentity(): Promise<IdentityCheck>
  /** The sequence before the oldest event that is not older than the given time; head when all are older. */
  lastOlderThan(partyId: string, time: Date): Promise<number>
}
