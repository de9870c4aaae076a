import type { FrameByType, PublishType } from '@rpg-bot/rpg_contracts'
import { RpgProblem } from '../rest/problem.ts'

type Ack = FrameByType['io.rpgbot.sync.ack.v1']['data']

/** Where a published event stands in the log. */
export interface Published {
  readonly id: string
  readonly epoch: string
  readonly sequence: string
  /** True when the same event was stored before. */
  readonly duplicate: boolean
}

interface Entry {
  readonly id: string
  readonly party: string
  readonly type: PublishType
  readonly data: object
  readonly resolve: (published: Published) => void
  readonly reject: (problem: RpgProblem) => void
}

/**
 * Publishes that have no answer yet, in order. One per party is on its way at a time, which keeps the order
 * even when one is refused for the moment.
 */
export function createOutbox(send: (entry: Pick<Entry, 'id' | 'party' | 'type' | 'data'>) => boolean) {
  const waiting: Entry[] = []
  /** Entry on its way, by party. */
  const sent = new Map<string, string>()

  function next(party: string): void {
    if (sent.has(party)) return
    const entry = waiting.find((one) => one.party === party)
    if (entry !== undefined && send(entry)) sent.set(party, entry.id)
  }

  function settle(id: string): Entry | undefined {
    const index = waiting.findIndex((entry) => entry.id === id)
    if (index < 0) return undefined
    const [entry] = waiting.splice(index, 1)
    if (entry !== undefined && sent.get(entry.party) === id) sent.delete(entry.party)
    return entry
  }

  return {
    get size(): number {
      return waiting.length
    },
    add(entry: Omit<Entry, 'resolve' | 'reject'>): Promise<Published> {
      return new Promise((resolve, reject) => {
        waiting.push({ ...entry, resolve, reject })
        next(entry.party)
      })
    },
    /** @returns milliseconds after which to call `flush` for a publish that was refused for the moment */
    acknowledged(ack: Ack): number | null {
      const { ref, status, epoch, sequence, error } = ack
      if (status === 'rejected' && error?.temporary === true) {
        for (const [party, id] of sent) if (id === ref) sent.delete(party)
        return error.retryAfterMs ?? 1000
      }
      const entry = settle(ref)
      if (entry === undefined) return null
      if (status === 'rejected' || epoch === undefined || sequence === undefined) {
        entry.reject(new RpgProblem({ code: error?.code ?? 'internal', status: 422, detail: error?.message }))
      } else {
        entry.resolve({ id: ref, epoch, sequence, duplicate: status === 'duplicate' })
      }
      next(entry.party)
      return null
    },
    /** One's own event came back before its ack: it is stored. */
    seen(id: string, epoch: string, sequence: string): void {
      const entry = settle(id)
      if (entry === undefined) return
      entry.resolve({ id, epoch, sequence, duplicate: false })
      next(entry.party)
    },
    /** Sends what waits for a party. */
    flush(party: string): void {
      next(party)
    },
    /** The connection is gone: what was on its way may or may not be stored, so it is sent again. */
    interrupted(): void {
      sent.clear()
    },
    /** Gives everything up, or only what belongs to one party. */
    fail(problem: RpgProblem, party?: string): void {
      for (const entry of waiting.splice(0)) {
        if (party !== undefined && entry.party !== party) waiting.push(entry)
        else entry.reject(problem)
      }
      if (party === undefined) sent.clear()
      else sent.delete(party)
    },
  }
}
