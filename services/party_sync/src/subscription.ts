import { formatSequence, type LogEvent, mayRead } from '@rpg-bot/party_log'
import type { LogPosition } from './start-position.ts'

/** What a subscription needs from its connection. */
export interface SubscriptionOutput {
  /** Writes messages together; resolves when the socket took them, rejects when the reader stands still. */
  write(texts: readonly string[]): Promise<void>
  live(party: string, sequence: string): string
  skip(party: string, from: string, to: string): string
}

/** A history that is not the one the subscription began with, or has a hole. */
export class BrokenHistoryError extends Error {
  override readonly name = 'BrokenHistoryError'
}

/** What ends a subscription from inside: the member lost their seat. */
export type SubscriptionEnd = 'membership_ended'

/** One party on one connection. */
export type Subscription = ReturnType<typeof createSubscription>

/**
 * Makes a subscription: a position in the log of a party that pulls what comes after it. There is no queue. A
 * slow reader costs nothing but its position, and live delivery is the same pull, woken by a hint.
 */
export function createSubscription(options: {
  party: string
  /** The member who reads. */
  userId: string
  /** Where the log stood when the membership was read; a seat lost after this ends the subscription. */
  start: LogPosition
  /** Deliver what comes after this sequence. */
  after: number
  /** Events after a sequence: in order, without a hole, a bounded number of them. */
  read: (after: number) => Promise<readonly LogEvent[]>
  output: SubscriptionOutput
  onEnd: (end: SubscriptionEnd) => void
  onFailure: (error: unknown) => void
}) {
  const { party, userId, start, read, output, onEnd, onFailure } = options
  const { epoch } = start
  let position = options.after
  let known = start.head
  /** What the reader was last told: an event, a skip or the start. */
  let told = options.after
  let live = false
  let closed = false
  let seatLost = false
  let pumping = false

  async function pump(): Promise<void> {
    if (pumping || closed) return
    pumping = true
    try {
      while (!closed && (position < known || !live)) {
        const texts = position < known ? await nextChunk() : []
        if (closed) return
        if (!live && !seatLost && position >= start.head) {
          live = true
          bridge(texts)
          texts.push(output.live(party, formatSequence(position)))
        }
        if (texts.length > 0) await output.write(texts)
        if (seatLost && !closed) {
          closed = true
          onEnd('membership_ended')
        }
      }
    } catch (error) {
      if (!closed) onFailure(error)
    } finally {
      pumping = false
    }
    // A hint may have come between the last look and the end of the loop.
    if (!closed && live && position < known) void pump()
  }

  async function nextChunk(): Promise<string[]> {
    const events = await read(position)
    if (closed) return []
    const texts: string[] = []
    for (const event of events) {
      if (event.sequence !== position + 1) throw new BrokenHistoryError(`Expected ${position + 1}.`)
      position = event.sequence
      if (mayRead(userId, event)) {
        bridgeTo(texts, position - 1)
        texts.push(event.json)
        told = position
      }
      // Their own removal is the last thing they may read.
      seatLost = endsSeat(event)
      if (seatLost) break
    }
    // The hint ran ahead of what this reader of the store sees; the next hint or poll tries again.
    if (events.length === 0) known = position
    // Nothing visible in a whole chunk: say so, or a quiet reader would look as if it had a hole.
    if (texts.length === 0) bridge(texts)
    return texts
  }

  function bridge(texts: string[]): void {
    bridgeTo(texts, position)
  }

  function bridgeTo(texts: string[], to: number): void {
    if (told >= to) return
    texts.push(output.skip(party, formatSequence(told), formatSequence(to)))
    told = to
  }

  /** Whether an event tells that this member lost their seat, after the moment it was checked. */
  function endsSeat(event: LogEvent): boolean {
    if (event.sequence <= start.head || !seatEnds.has(event.type)) return false
    const { data } = JSON.parse(event.json) as { data: { userId: string } }
    return data.userId === userId
  }

  return {
    party,
    epoch,
    /** Last sequence that was handed to the connection. */
    get position(): number {
      return position
    },
    /** Where the log is known to be. */
    get head(): number {
      return known
    },
    /** Starts replay, then stays live. */
    begin(): void {
      void pump()
    },
    /** The log has grown. */
    advance(head: number): void {
      if (head <= known) return
      known = head
      void pump()
    },
    /** Messages that bring the reader to where this subscription is, before a heartbeat names the head. */
    bridge(): string[] {
      const texts: string[] = []
      if (live && !pumping) bridge(texts)
      return texts
    },
    close(): void {
      closed = true
    },
  }
}

const seatEnds: ReadonlySet<string> = new Set([
  'io.rpgbot.campaign.member-left.v1',
  'io.rpgbot.campaign.member-removed.v1',
])
