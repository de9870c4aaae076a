import type { Handlers } from '@rpg-bot/rpg_contracts'
import type { Access, Executor } from '../access/access.ts'
import { callerOf, changeOf } from '../access/caller.ts'
import { toCampaign } from '../campaigns/campaign-row.ts'
import { entityTagOf } from '../http/entity-tag.ts'
import { decodePageCursor, pageOf } from '../http/page-cursor.ts'
import type { Idempotent } from '../idempotency/idempotent.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { type InviteChanges, leadsNowhere } from './invite-changes.ts'
import type { InviteLinkTarget } from './invite-link.ts'
import { findInvitePreview, readLivingInvites } from './invite-reader.ts'
import { type InviteRow, toInvite } from './invite-row.ts'

type InviteOperations = 'createInvite' | 'listInvites' | 'revokeInvite' | 'previewInvite' | 'acceptInvite'

/**
 * Binds invites to their operations.
 *
 * @param dependencies.linkTarget the bot of this installation, or null when it has none
 */
export function createInviteHandlers(dependencies: {
  reader: Executor
  access: Pick<Access, 'requireMembership' | 'requireGameMaster'>
  changes: InviteChanges
  linkTarget: InviteLinkTarget | null
  unitOfWork: Pick<UnitOfWork, 'run'>
  idempotent: Pick<Idempotent, 'run'>
  clock: () => Date
}): Handlers<InviteOperations> {
  const { reader, access, changes, linkTarget, unitOfWork, idempotent, clock } = dependencies
  return {
    createInvite: async (request) =>
      idempotent.run(request, async ({ respond, ...unit }) => {
        const { campaignId } = request.params
        const invite = await changes.create(changeOf(request, unit, clock()), campaignId, request.body)
        return respond(201, toInvite(invite, linkTarget), {
          Location: `/v1/campaigns/${campaignId}/invites/${invite.id}`,
        })
      }),

    listInvites: async (request, { respond }) => {
      const { campaignId } = request.params
      const { cursor, limit = 50 } = request.query
      access.requireGameMaster(await access.requireMembership(reader, campaignId, callerOf(request)))
      const after = decodePageCursor(cursor, ['timestamp', 'uuid'])
      const rows = await readLivingInvites(reader, { campaignId, now: clock(), after, limit: limit + 1 })
      const keyOf = (row: InviteRow) => [row.createdAt, row.id]
      return respond(200, pageOf(rows, { limit, keyOf, toItem: (row) => toInvite(row, linkTarget) }))
    },

    revokeInvite: async (request, { respond }) => {
      await unitOfWork.run((unit) => changes.revoke(changeOf(request, unit, clock()), request.params))
      return respond(204)
    },

    previewInvite: async (request, { respond }) => {
      const { code } = request.body
      const preview = await findInvitePreview(reader, { code, userId: callerOf(request), now: clock() })
      if (preview === undefined) throw leadsNowhere()
      return respond(200, preview)
    },

    acceptInvite: async (request) =>
      idempotent.run(
        request,
        async ({ respond, ...unit }) => {
          const campaign = await changes.accept(changeOf(request, unit, clock()), request.body.code)
          return respond(200, toCampaign(campaign), { ETag: entityTagOf(campaign.version) })
        },
        {
          // Who was removed meanwhile must not read the campaign out of an old answer.
          stillHolds: ({ transaction }) =>
            changes.isSeated(transaction, { code: request.body.code, userId: callerOf(request) }),
        },
      ),
  }
}
