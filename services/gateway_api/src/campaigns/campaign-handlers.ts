import type { Handlers } from '@rpg-bot/rpg_contracts'
import type { Executor } from '../access/access.ts'
import { callerOf, changeOf } from '../access/caller.ts'
import { entityTagOf } from '../http/entity-tag.ts'
import { decodePageCursor, pageOf } from '../http/page-cursor.ts'
import type { Idempotent } from '../idempotency/idempotent.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import type { CampaignChanges } from './campaign-changes.ts'
import { readCampaign, readCampaigns } from './campaign-reader.ts'
import { toCampaign } from './campaign-row.ts'

type CampaignOperations =
  | 'createCampaign'
  | 'listCampaigns'
  | 'getCampaign'
  | 'updateCampaign'
  | 'archiveCampaign'
  | 'restoreCampaign'

/** Binds campaigns to their operations. */
export function createCampaignHandlers(dependencies: {
  reader: Executor
  changes: CampaignChanges
  unitOfWork: Pick<UnitOfWork, 'run'>
  idempotent: Pick<Idempotent, 'run'>
  clock: () => Date
}): Handlers<CampaignOperations> {
  const { reader, changes, unitOfWork, idempotent, clock } = dependencies
  return {
    createCampaign: async (request) =>
      idempotent.run(request, async ({ respond, ...unit }) => {
        const campaign = await changes.create(changeOf(request, unit, clock()), request.body)
        return respond(201, toCampaign(campaign), {
          ETag: entityTagOf(campaign.version),
          Location: `/v1/campaigns/${campaign.id}`,
        })
      }),

    listCampaigns: async (request, { respond }) => {
      const { cursor, limit = 50 } = request.query
      const after = decodePageCursor(cursor, ['timestamp', 'uuid'])
      const rows = await readCampaigns(reader, { userId: callerOf(request), after, limit: limit + 1 })
      const keyOf = (row: { updatedAt: Date; id: string }) => [row.updatedAt, row.id]
      return respond(200, pageOf(rows, { limit, keyOf, toItem: toCampaign }))
    },

    getCampaign: async (request, { respond }) => {
      const who = { campaignId: request.params.campaignId, userId: callerOf(request) }
      const campaign = await readCampaign(reader, who)
      return respond(200, toCampaign(campaign), { ETag: entityTagOf(campaign.version) })
    },

    updateCampaign: async (request, { respond }) => {
      const target = targetOf(request)
      const campaign = await unitOfWork.run((unit) =>
        changes.update(changeOf(request, unit, clock()), target, request.body),
      )
      return respond(200, toCampaign(campaign), { ETag: entityTagOf(campaign.version) })
    },

    archiveCampaign: async (request) =>
      idempotent.run(request, async ({ respond, ...unit }) => {
        const campaign = await changes.archive(changeOf(request, unit, clock()), targetOf(request))
        return respond(200, toCampaign(campaign), { ETag: entityTagOf(campaign.version) })
      }),

    restoreCampaign: async (request) =>
      idempotent.run(request, async ({ respond, ...unit }) => {
        const campaign = await changes.restore(changeOf(request, unit, clock()), targetOf(request))
        return respond(200, toCampaign(campaign), { ETag: entityTagOf(campaign.version) })
      }),
  }
}

function targetOf(request: {
  readonly params: { readonly campaignId: string }
  readonly headers: { readonly 'if-match'?: string }
}) {
  return { campaignId: request.params.campaignId, ifMatch: request.headers['if-match'] }
}
