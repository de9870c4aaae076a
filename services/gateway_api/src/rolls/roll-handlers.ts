import { type Handlers, RpgError } from '@rpg-bot/rpg_contracts'
import type { Access, Executor } from '../access/access.ts'
import { callerOf, changeOf } from '../access/caller.ts'
import { decodePageCursor, pageOf } from '../http/page-cursor.ts'
import type { Idempotent } from '../idempotency/idempotent.ts'
import type { RollChanges } from './roll-changes.ts'
import { type RollRow, toRoll } from './roll-row.ts'
import { findRoll, readRolls } from './roll-store.ts'

/** Binds rolls to their operations. */
export function createRollHandlers(dependencies: {
  reader: Executor
  access: Pick<Access, 'requireMembership'>
  changes: RollChanges
  idempotent: Pick<Idempotent, 'run'>
  clock: () => Date
}): Handlers<'createRoll' | 'listRolls' | 'getRoll'> {
  const { reader, access, changes, idempotent, clock } = dependencies
  return {
    createRoll: async (request) =>
      idempotent.run(request, async ({ respond, ...unit }) => {
        const { campaignId } = request.params
        const roll = await changes.make(changeOf(request, unit, clock()), campaignId, {
          body: request.body,
          idempotencyKey: request.headers['idempotency-key'],
        })
        return respond(201, toRoll(roll), { Location: `/v1/campaigns/${campaignId}/rolls/${roll.id}` })
      }),

    listRolls: async (request, { respond }) => {
      const { campaignId } = request.params
      const { cursor, limit = 50 } = request.query
      const { userId } = await access.requireMembership(reader, campaignId, callerOf(request))
      const before = decodePageCursor(cursor, ['timestamp', 'uuid'])
      const rows = await readRolls(reader, { campaignId, userId, before, limit: limit + 1 })
      const keyOf = (row: RollRow) => [row.createdAt, row.id]
      return respond(200, pageOf(rows, { limit, keyOf, toItem: toRoll }))
    },

    getRoll: async (request, { respond }) => {
      const { campaignId, rollId } = request.params
      const { userId } = await access.requireMembership(reader, campaignId, callerOf(request))
      const roll = await findRoll(reader, { campaignId, rollId, userId })
      if (roll === undefined) throw new RpgError('roll_not_found')
      return respond(200, toRoll(roll))
    },
  }
}
