/** An event to be appended. */
export type NewEvent = {
  /** UUID, chosen by the sender: the idempotency key for as long as the event is kept. */
  id: string
  type: string
  /** Who caused it; null for the system. */
  actorId: string | null
  /** User ids that may read it; null for the whole party. An empty list hides it from everybody. */
  audience: readonly string[] | null
  /** The CloudEvent without `sequence` and `streamepoch`; its `id` and `type` are the ones above. */
  body: Readonly<Record<string, unknown>>
}

/** An event of the log, complete and immutable: the same object serves every reader of a process. */
export type LogEvent = {
  readonly partyId: string
  readonly sequence: number
  readonly id: string
  readonly type: string
  readonly actorId: string | null
  readonly audience: readonly string[] | null
  /** The whole CloudEvent as JSON text, `sequence` and `streamepoch` included. */
  readonly json: string
}

/** Where a party's log stands. A cursor is (epoch, sequence) and starts at `floor`. */
export type Position = {
  /** 64 random bits, base64url. It changes when history may have been rewritten; old cursors are void then. */
  readonly epoch: string
  /** Sequence of the newest event; 0 before the first. */
  readonly head: number
  /** Highest sequence that retention has removed; 0 when all are there. */
  readonly floor: number
}

/** What became of one appended event. `duplicate` is a success: it was stored before, with this sequence. */
export type AppendResult =
  | {
      readonly status: 'stored' | 'duplicate'
      readonly id: string
      readonly epoch: string
      readonly sequence: number
    }
  | { readonly status: 'conflict'; readonly id: string; readonly code: 'event_id_conflict' }

/** After a commit: this party's head is at least here. A hint may be lost or come twice; the log is the truth. */
export type Hint = { readonly partyId: string; readonly epoch: string; readonly head: number }
