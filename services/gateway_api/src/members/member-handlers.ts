import type { Handlers } from '@rpg-bot/rpg_contracts'
import type { Access, Executor } from '../access/access.ts'
import { callerOf, changeOf } from '../access/caller.ts'
import { toCampaign } from '../campaigns/campaign-row.ts'
import { entityTagOf } from '../http/entity-tag.ts'
import { decodePageCursor, pageOf } from '../http/page-cursor.ts'
import type { Idempotent } from '../idempotency/idempotent.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import type { MemberChanges } from './member-changes.ts'
import { memberKeyOf, readMember, readMembers } from './member-reader.ts'
import { toMember } from './member-row.ts'
import type { TransferCampaign } from './transfer-campaign.ts'

type MemberOperations =
  | 'listMembers'
  | 'getMember'
  | 'updateMember'
  | 'removeMember'
  | 'leaveCampaign'
  | 'transferCampaign'

/** Binds the seats at a table to their operations. */
export function createMemberHandlers(dependencies: {
  reader: Executor
  access: Pick<Access, 'requireMembership'>
  changes: MemberChanges
  transferCampaign: TransferCampaign
  unitOfWork: Pick<UnitOfWork, 'run'>
  idempotent: Pick<Idempotent, 'run'>
  clock: () => Date
}): Handlers<MemberOperations> {
  const { reader, access, changes, transferCampaign, unitOfWork, idempotent, clock } = dependencies
  return {
    listMembers: async (request, { respond }) => {
      const { campaignId } = request.params
      const { cursor, limit = 50 } = request.query
      await access.requireMembership(reader, campaignId, callerOf(request))
      const after = decodePageCursor(cursor, ['integer', 'timestamp', 'uuid'])
      const rows = await readMembers(reader, { campaignId, after, limit: limit + 1 })
      return respond(200, pageOf(rows, { limit, keyOf: memberKeyOf, toItem: toMember }))
    },

    getMember: async (request, { respond }) => {
      const { campaignId, userId } = request.params
      await access.requireMembership(reader, campaignId, callerOf(request))
      const member = await readMember(reader, { campaignId, userId })
      return respond(200, toMember(member), { ETag: entityTagOf(member.version) })
    },

    updateMember: async (request, { respond }) => {
      const target = { ...request.params, ifMatch: request.headers['if-match'] }
      const member = await unitOfWork.run((unit) =>
        changes.changeRole(changeOf(request, unit, clock()), target, request.body.role),
      )
      return respond(200, toMember(member), { ETag: entityTagOf(member.version) })
    },

    removeMember: async (request, { respond }) => {
      await unitOfWork.run((unit) => changes.remove(changeOf(request, unit, clock()), request.params))
      return respond(204)
    },

    leaveCampaign: async (request) =>
      idempotent.run(request, async ({ respond, ...unit }) => {
        await changes.leave(changeOf(request, unit, clock()), request.params.campaignId)
        return respond(204)
      }),

    transferCampaign: async (request) =>
      idempotent.run(request, async ({ respond, ...unit }) => {
        const target = { campaignId: request.params.campaignId, ifMatch: request.headers['if-match'] }
        const change = changeOf(request, unit, clock())
        const campaign = await transferCampaign(change, target, request.body.userId)
        return respond(200, toCampaign(campaign), { ETag: entityTagOf(campaign.version) })
      }),
  }
}
