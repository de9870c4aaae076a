/** Bounds of one log. All are start values. */
export type EventLogLimits = {
  /** One event, in bytes of UTF-8. */
  maxEventBytes: number
  /** One transaction of group commit. */
  maxBatchEvents: number
  maxBatchBytes: number
  /** Events of one party that wait for their turn; more are refused as temporary. */
  maxWaitingEvents: number
  /** One page of `read`. */
  maxReadEvents: number
  /** Memory of recent events, for one party and for the whole process. */
  maxRecentEvents: number
  maxRecentBytes: number
  maxRecentBytesTotal: number
  /** One delete of `trim`. */
  trimBatchEvents: number
}

const KIB = 1024
const MIB = 1024 * KIB

/** The defaults. */
export const defaultEventLogLimits: EventLogLimits = {
  maxEventBytes: 64 * KIB,
  maxBatchEvents: 256,
  maxBatchBytes: MIB,
  maxWaitingEvents: 10_000,
  maxReadEvents: 256,
  maxRecentEvents: 1_024,
  maxRecentBytes: MIB,
  maxRecentBytesTotal: 256 * MIB,
  trimBatchEvents: 5_000,
}
