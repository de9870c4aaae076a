import { type Transaction, temporaryReasonOf } from '@rpg-bot/database'
import type { EventLog, NewEvent } from '@rpg-bot/party_log'
import { RpgError } from '@rpg-bot/rpg_contracts'
import { temporarilyUnavailable } from './http/temporary-failure.ts'

/** An event as the log of a party takes it. */
export type PartyEventInput = NewEvent

/** Adds an event to what a unit of work appends to the log of a party. */
export type Announce = (partyId: string, event: PartyEventInput) => void

/** What the work inside a unit gets. */
export type Unit = { readonly transaction: Transaction; readonly announce: Announce }

/** Runs domain changes together with their events. */
export type UnitOfWork = ReturnType<typeof createUnitOfWork>

/**
 * Makes the one door through which rows change. Rows and events commit together or not at all: announced
 * events are appended as the last statements of the transaction, parties in id order, so that the lock on a
 * party's stream is held shortly and two units never wait for each other. Hints
 * go out after the commit.
 */
export function createUnitOfWork({ eventLog }: { eventLog: Pick<EventLog, 'inTransaction'> }) {
  return {
    /**
     * Runs `work` in one transaction. It may run more than once (serialization failure, deadlock) and must do
     * nothing but database work on `transaction`: another connection may have to wait for this one.
     *
     * @throws RpgError `temporarily_unavailable` when trying again may help
     * @throws whatever `work` throws; then nothing happened
     */
    async run<Result>(work: (unit: Unit) => Promise<Result>): Promise<Result> {
      try {
        return await eventLog.inTransaction(async (transaction, append) => {
          const announced = new Map<string, PartyEventInput[]>()
          const result = await work({
            transaction,
            announce(partyId, event) {
              const events = announced.get(partyId)
              if (events === undefined) announced.set(partyId, [event])
              else events.push(event)
            },
          })
          for (const [partyId, events] of [...announced].sort(byPartyId)) {
            const results = await append(partyId, events)
            if (results.some(({ status }) => status === 'conflict')) throw new RpgError('event_id_conflict')
          }
          return result
        })
      } catch (error) {
        if (temporaryReasonOf(error) !== undefined) throw temporarilyUnavailable(error)
        throw error
      }
    },
  }
}

const byPartyId = (left: [string, unknown], right: [string, unknown]): number => (left[0] < right[0] ? -1 : 1)
