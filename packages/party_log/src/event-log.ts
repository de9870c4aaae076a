import type { Transaction, TransactionOptions } from '@rpg-bot/database'
import type { AppendResult, Hint, LogEvent, NewEvent, Position } from './event.ts'

/** Appends within the transaction it belongs to; its results are true once that transaction has committed. */
export type AppendInTransaction = (
  partyId: string,
  events: readonly NewEvent[],
) => Promise<readonly AppendResult[]>

/** A page of the log, or why there is none. A page is never a partial answer presented as whole. */
export type ReadResult =
  | { readonly ok: true; readonly position: Position; readonly events: readonly LogEvent[] }
  | { readonly ok: false; readonly reason: 'trimmed' | 'ahead'; readonly position: Position }

/** What retention removes: events that are older than `maxAgeMs` and not among the last `keepLast`. */
export type RetentionPolicy = { maxAgeMs: number; keepLast: number }

/** The durable, sequenced log of every party. */
export type EventLog = {
  /**
   * Stores events of one party, all or none, in order, in a transaction of the log's own (group commit).
   * Resolves after the commit, with one result for each event.
   *
   * @throws TemporaryDatabaseError: try again with the same ids. With `outcome: 'unknown'` the events may
   *   have been stored, and the second try will say `duplicate`.
   */
  append(partyId: string, events: readonly NewEvent[]): Promise<readonly AppendResult[]>

  /**
   * Runs a function in one transaction of the database, with an `append` that belongs to it: rows and events
   * commit together, and the hints go out after the commit. Append last, and to several parties in the order
   * of their ids. The function may run again after a deadlock.
   *
   * @throws as `runInTransaction`
   */
  inTransaction<T>(
    run: (transaction: Transaction, append: AppendInTransaction) => Promise<T>,
    options?: Pick<TransactionOptions, 'attempts'>,
  ): Promise<T>

  /**
   * Events after a sequence, in order and without a hole; none when the reader is at the head. `limit` is 1
   * to 256 (the default). `trimmed`: retention has removed what comes next. `ahead`: beyond the head.
   */
  read(partyId: string, options: { after: number; limit?: number }): Promise<ReadResult>

  /** The position as the store has it. An unknown party gets one: cursors exist before the first event. */
  position(partyId: string): Promise<Position>

  /** Positions of many parties in one query, for polling; parties without a log are absent. */
  positions(partyIds: readonly string[]): Promise<ReadonlyMap<string, Position>>

  /** Calls back after each commit that this process makes or hears of. Returns how to stop. */
  subscribe(onHint: (hint: Hint) => void): () => void

  /** Takes in a hint from outside (another process, a poll) and passes news on to subscribers. */
  receiveHint(hint: Hint): void

  /**
   * Keeps recent events of a party in memory as long as somebody here follows it. Resolves, when the position
   * is known, to how to stop.
   */
  follow(partyId: string): Promise<() => void>

  /** The newest position this process knows without asking the store; undefined unless followed. */
  recent(partyId: string): Position | undefined

  /** Removes events up to a sequence (at most the head). The floor rises first, so no reader sees a hole. */
  trim(partyId: string, upTo: number): Promise<{ floor: number; deleted: number }>

  /** Trims every party by age and number. */
  applyRetention(policy?: Partial<RetentionPolicy>): Promise<{ parties: number; deleted: number }>

  /**
   * Call once at start, before serving. `changed` means that the database is another than last time (restored
   * from a backup, or a promoted standby): every party has a new epoch, and clients begin from a snapshot.
   */
  verifyStore(): Promise<'first' | 'same' | 'changed'>

  /** Refuses new work and resolves when what was accepted has been answered. Does not close the database. */
  close(): Promise<void>
}
