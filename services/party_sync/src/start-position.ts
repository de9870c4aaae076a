import type { FrameByType } from '@rpg-bot/rpg_contracts'

/** Where a party's log stands: sequences as numbers. */
export interface LogPosition {
  readonly epoch: string
  readonly head: number
  readonly floor: number
}

type Asked = FrameByType['io.rpgbot.sync.subscribe.v1']['data']['position']
type Reason = FrameByType['io.rpgbot.sync.subscribed.v1']['data']['reason']

/** Where replay begins, and whether that is all the client missed. */
export interface StartPosition {
  /** True only when nothing between the client's cursor and now is missing. */
  readonly recovered: boolean
  readonly reason: Reason
  /** Replay begins after this sequence. */
  readonly after: number
}

/**
 * Decides where a subscription begins. A cursor is honoured exactly or refused honestly; a refused one replays
 * everything that is kept, marked as not recovered, so that the client replaces its state.
 *
 * @param asked the position of `subscribe.v1`
 * @param log where the log stands, read from the store and not from memory: this hub may be behind the one
 *   the client left
 */
export function startPosition(asked: Asked, log: LogPosition): StartPosition {
  switch (asked.at) {
    case 'head':
      return { recovered: false, reason: 'fresh', after: log.head }
    case 'start':
      return { recovered: false, reason: 'fresh', after: log.floor }
    case 'last':
      return { recovered: false, reason: 'fresh', after: Math.max(log.floor, log.head - asked.count) }
    case 'cursor': {
      const sequence = Number(asked.sequence)
      if (asked.epoch !== log.epoch) return { recovered: false, reason: 'epoch_changed', after: log.floor }
      if (sequence < log.floor) return { recovered: false, reason: 'trimmed', after: log.floor }
      if (sequence > log.head) return { recovered: false, reason: 'ahead', after: log.floor }
      return { recovered: true, reason: 'ok', after: sequence }
    }
  }
}
