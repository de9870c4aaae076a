import type { Handlers } from '@rpg-bot/rpg_contracts'
import type { Access, Executor } from '../access/access.ts'
import { callerOf, changeOf } from '../access/caller.ts'
import { decodePageCursor, pageOf } from '../http/page-cursor.ts'
import type { Idempotent } from '../idempotency/idempotent.ts'
import type { SessionChanges } from './session-changes.ts'
import { type SessionRow, toSession } from './session-row.ts'
import { readSessions } from './session-store.ts'

/** Binds evenings to their operations. */
export function createSessionHandlers(dependencies: {
  reader: Executor
  access: Pick<Access, 'requireMembership'>
  changes: SessionChanges
  idempotent: Pick<Idempotent, 'run'>
  clock: () => Date
}): Handlers<'openSession' | 'listSessions' | 'closeSession'> {
  const { reader, access, changes, idempotent, clock } = dependencies
  return {
    openSession: async (request) =>
      idempotent.run(request, async ({ respond, ...unit }) => {
        const { campaignId } = request.params
        const session = await changes.open(changeOf(request, unit, clock()), campaignId, request.body.title)
        return respond(201, toSession(session), {
          Location: `/v1/campaigns/${campaignId}/sessions/${session.id}`,
        })
      }),

    listSessions: async (request, { respond }) => {
      const { campaignId } = request.params
      const { cursor, limit = 50 } = request.query
      await access.requireMembership(reader, campaignId, callerOf(request))
      const before = decodePageCursor(cursor, ['integer'])?.[0]
      const rows = await readSessions(reader, { campaignId, before, limit: limit + 1 })
      const keyOf = (row: SessionRow) => [row.number]
      return respond(200, pageOf(rows, { limit, keyOf, toItem: toSession }))
    },

    closeSession: async (request) =>
      idempotent.run(request, async ({ respond, ...unit }) => {
        const { campaignId, sessionId } = request.params
        const session = await changes.close(changeOf(request, unit, clock()), campaignId, sessionId)
        return respond(200, toSession(session))
      }),
  }
}
