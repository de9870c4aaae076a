import type { FrameByType } from '@rpg-bot/rpg_contracts'
import type { PartyEvent } from './messages.ts'

/** A position in the log of a party. Keep it together with the state it describes. */
export interface Cursor {
  readonly epoch: string
  /** Last sequence that was processed, 16 digits. */
  readonly sequence: string
}

/** Where to begin without a cursor. */
export type StartPosition = Exclude<
  FrameByType['io.rpgbot.sync.subscribe.v1']['data']['position'],
  { at: 'cursor' }
>

/** Why the state has to be replaced instead of continued. */
export type ResetReason = FrameByType['io.rpgbot.sync.subscribed.v1']['data']['reason']

/** What a follower of a party hears. */
export interface FollowHandlers {
  /** One event, once, in order. The cursor already stands on it. */
  onEvent(event: PartyEvent, cursor: Cursor): void
  /** Replay is over: what follows is new. */
  onLive?(): void
  /** What comes next is not a continuation of what came before: forget the state. */
  onReset?(reason: ResetReason): void
  /** The subscription was ended by the server, such as `membership_ended` or `party_not_found`. */
  onEnded?(code: string): void
}

type Subscribed = FrameByType['io.rpgbot.sync.subscribed.v1']['data']

/**
 * The state of one followed party on the client: its cursor, and nothing that could be lost. Pure: text comes
 * in as parsed messages, effects go out through the handlers.
 */
export function createFollow(options: {
  party: string
  cursor: Cursor | null
  start: StartPosition
  handlers: FollowHandlers
}) {
  const { party, start, handlers } = options
  let cursor = options.cursor
  let live = false

  return {
    party,
    get cursor(): Cursor | null {
      return cursor
    },
    get live(): boolean {
      return live
    },
    /** Position for the next `subscribe.v1`. */
    position(): FrameByType['io.rpgbot.sync.subscribe.v1']['data']['position'] {
      return cursor === null ? start : { at: 'cursor', ...cursor }
    },
    /** The connection is gone. */
    interrupted(): void {
      live = false
    },
    subscribed(data: Subscribed): void {
      live = false
      const had = cursor !== null
      // The server decides where replay begins; after a refusal that is where the new state begins too.
      cursor = { epoch: data.epoch, sequence: data.replayFrom }
      if (had && !data.recovered) handlers.onReset?.(data.reason)
    },
    /**
     * @param deliver false for an event that does not fit the contract: the cursor moves over it, or it would
     *   look like a hole for ever
     * @returns false when events are missing before this one: subscribe again from the cursor
     */
    event(event: PartyEvent, deliver = true): boolean {
      if (cursor === null || event.streamepoch !== cursor.epoch) return false
      if (event.sequence <= cursor.sequence) return true
      if (BigInt(event.sequence) !== BigInt(cursor.sequence) + 1n) return false
      // In memory the cursor moves first: an event that throws is not delivered twice.
      cursor = { epoch: cursor.epoch, sequence: event.sequence }
      if (deliver) handlers.onEvent(event, cursor)
      return true
    },
    skip({ from, to }: { from: string; to: string }): boolean {
      if (cursor === null || from > cursor.sequence) return false
      if (to > cursor.sequence) cursor = { epoch: cursor.epoch, sequence: to }
      return true
    },
    nowLive(): void {
      live = true
      handlers.onLive?.()
    },
    ended(code: string): void {
      live = false
      handlers.onEnded?.(code)
    },
    /** Whether the server is ahead of this client. */
    behind(head: string): boolean {
      return cursor !== null && head > cursor.sequence
    },
  }
}

/** @see createFollow */
export type Follow = ReturnType<typeof createFollow>
