import type { AppendResult } from './event.ts'
import type { PreparedEvent } from './prepare-event.ts'

/** What the log already holds under an id. */
export type KnownEvent = { sequence: number; actorId: string | null; digest: Uint8Array }

/** Which events of a batch are new, with their sequences, and what each caller hears. */
export type Assignment = {
  results: AppendResult[]
  fresh: { sequence: number; event: PreparedEvent }[]
  head: number
}

const sameContent = (event: PreparedEvent, known: KnownEvent): boolean =>
  event.actorId === known.actorId && event.digest.equals(known.digest)

/**
 * Decides a batch, with the lock of the stream held. Sequences are given to new events only, so duplicates
 * leave no holes. An id that is known with another author or content is a conflict: an id must not be a way
 * to learn about somebody else's event.
 *
 * @param known events of the log whose id occurs in the batch, by id
 */
export function assignSequences(
  at: { epoch: string; head: number },
  batch: readonly PreparedEvent[],
  known: ReadonlyMap<string, KnownEvent>,
): Assignment {
  const seen = new Map(known)
  const assignment: Assignment = { results: [], fresh: [], head: at.head }
  for (const event of batch) {
    const earlier = seen.get(event.id)
    if (earlier === undefined) {
      assignment.head += 1
      const sequence = assignment.head
      seen.set(event.id, { sequence, actorId: event.actorId, digest: event.digest })
      assignment.fresh.push({ sequence, event })
      assignment.results.push({ status: 'stored', id: event.id, epoch: at.epoch, sequence })
    } else if (sameContent(event, earlier)) {
      assignment.results.push({
        status: 'duplicate',
        id: event.id,
        epoch: at.epoch,
        sequence: earlier.sequence,
      })
    } else {
      assignment.results.push({ status: 'conflict', id: event.id, code: 'event_id_conflict' })
    }
  }
  return assignment
}
