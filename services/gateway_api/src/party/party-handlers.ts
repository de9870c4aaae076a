import { findMembership, type Membership } from '@rpg-bot/party_access'
import type { EventLog } from '@rpg-bot/party_log'
import { type Handlers, RpgError } from '@rpg-bot/rpg_contracts'
import type { Executor } from '../access/access.ts'
import { callerOf } from '../access/caller.ts'
import { decodeEventCursor } from './event-cursor.ts'
import { publishPartyEvent } from './publish-party-event.ts'
import { readBackward, readForward } from './read-party-events.ts'

/** Binds the log of a party to its operations. */
export function createPartyHandlers(dependencies: {
  reader: Executor
  eventLog: Pick<EventLog, 'append' | 'read' | 'position'>
  clock: () => Date
}): Handlers<'listPartyEvents' | 'publishPartyEvent'> {
  const { reader, eventLog, clock } = dependencies

  async function requireSeat(partyId: string, userId: string): Promise<Membership> {
    const membership = await findMembership(reader, partyId, userId)
    if (membership === undefined) throw new RpgError('party_not_found')
    return membership
  }

  return {
    listPartyEvents: async (request, { respond }) => {
      const { partyId } = request.params
      const { cursor, limit = 100, direction = 'forward' } = request.query
      const { userId } = await requireSeat(partyId, callerOf(request))
      const read = direction === 'forward' ? readForward : readBackward
      const place = cursor === undefined ? undefined : decodeEventCursor(cursor)
      return respond(200, await read(eventLog, { partyId, userId, cursor: place, limit }))
    },

    publishPartyEvent: async (request, { respond }) => {
      const membership = await requireSeat(request.params.partyId, callerOf(request))
      const result = await publishPartyEvent({ reader, log: eventLog }, membership, {
        id: request.headers['idempotency-key'],
        body: request.body,
        traceId: request.traceId,
        now: clock(),
      })
      return respond(201, result)
    },
  }
}
