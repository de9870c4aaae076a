/** Limits of the hub; all durations are milliseconds. */
export interface HubLimits {
  /** Largest message in either direction, in bytes; larger ones close with 1009. */
  readonly maxEventBytes: number
  /** Publishes of one connection that wait for their ack. */
  readonly inflight: number
  /** Bytes written ahead of a slow reader before it has to drain. */
  readonly windowBytes: number
  /** Log positions read at a time. */
  readonly chunk: number
  readonly partiesPerConnection: number
  readonly connectionsPerUser: number
  /** Silence after which a heartbeat is sent. */
  readonly heartbeatMs: number
  /** Time for the first message to sign in. */
  readonly authTimeoutMs: number
  /** How long before its end a credential is announced to end. */
  readonly expiryNoticeMs: number
  /** How long a connection lives on after its credential ended, to refresh in place. */
  readonly expiryGraceMs: number
  /** How long a reader may stand still with a full window. */
  readonly lagTimeoutMs: number
  /** How often heads are read from the log, in case a hint was lost. */
  readonly pollMs: number
  /** Sustained client messages a second, and how many may come at once. */
  readonly messagesPerSecond: number
  readonly messageBurst: number
}

/** The limits of protocol version 1. */
export const defaultLimits: HubLimits = Object.freeze({
  maxEventBytes: 64 * 1024,
  inflight: 64,
  windowBytes: 64 * 1024,
  chunk: 256,
  partiesPerConnection: 16,
  connectionsPerUser: 10,
  heartbeatMs: 25_000,
  authTimeoutMs: 10_000,
  expiryNoticeMs: 60_000,
  expiryGraceMs: 25_000,
  lagTimeoutMs: 30_000,
  pollMs: 1000,
  messagesPerSecond: 50,
  messageBurst: 200,
})
