import { runInTransaction } from '@rpg-bot/database'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAccess } from '../src/access/access.ts'
import { type CampaignGateway, createCampaignGateway } from './support/campaign-gateway.ts'
import type { Person } from './support/seats.ts'
import { SYSTEM_ID, setTable, type Table } from './support/table.ts'

let gateway: CampaignGateway
/** Only refused requests touch this table; whatever succeeds gets one of its own. */
let shared: Prepared

beforeAll(async () => {
  gateway = await createCampaignGateway()
  shared = await prepare()
})
afterAll(() => gateway.close())

type Prepared = Table & { inviteId: string; sessionId: string }

/** A table with an invite and an open evening. */
async function prepare(): Promise<Prepared> {
  const table = await setTable(gateway.signIn)
  const { gm, path } = table
  const inviteId = (await gm.call('createInvite', { path, body: {} })).body.id
  const sessionId = (await gm.call('openSession', { path, body: {} })).body.id
  return { ...table, inviteId, sessionId }
}

type Try = (
  who: Person,
  table: Prepared,
) => Promise<{ status: number; code: string | undefined; problem: unknown }>
type Operation = { who: 'member' | 'gm'; success: number; attempt: Try }

const memberOf = ({ campaignId, player }: Table) => ({ campaignId, userId: player.userId })

/** Every operation on a campaign, and who may do it. */
const operations: Readonly<Record<string, Operation>> = {
  getCampaign: { who: 'member', success: 200, attempt: (who, { path }) => who.call('getCampaign', { path }) },
  updateCampaign: {
    who: 'gm',
    success: 200,
    attempt: (who, { path }) => who.call('updateCampaign', { path, body: { name: 'Захват' }, ifMatch: '*' }),
  },
  archiveCampaign: {
    who: 'gm',
    success: 200,
    attempt: (who, { path }) => who.call('archiveCampaign', { path, ifMatch: '*' }),
  },
  restoreCampaign: {
    who: 'gm',
    success: 200,
    attempt: (who, { path }) => who.call('restoreCampaign', { path, ifMatch: '*' }),
  },
  transferCampaign: {
    who: 'gm',
    success: 200,
    attempt: (who, { path, player }) =>
      who.call('transferCampaign', { path, body: { userId: player.userId }, ifMatch: '*' }),
  },
  listMembers: { who: 'member', success: 200, attempt: (who, { path }) => who.call('listMembers', { path }) },
  getMember: {
    who: 'member',
    success: 200,
    attempt: (who, table) => who.call('getMember', { path: memberOf(table) }),
  },
  updateMember: {
    who: 'gm',
    success: 200,
    attempt: (who, table) =>
      who.call('updateMember', { path: memberOf(table), body: { role: 'spectator' }, ifMatch: '*' }),
  },
  removeMember: {
    who: 'gm',
    success: 204,
    attempt: (who, table) => who.call('removeMember', { path: memberOf(table) }),
  },
  createInvite: {
    who: 'gm',
    success: 201,
    attempt: (who, { path }) => who.call('createInvite', { path, body: {} }),
  },
  listInvites: { who: 'gm', success: 200, attempt: (who, { path }) => who.call('listInvites', { path }) },
  revokeInvite: {
    who: 'gm',
    success: 204,
    attempt: (who, { campaignId, inviteId }) => who.call('revokeInvite', { path: { campaignId, inviteId } }),
  },
  openSession: {
    who: 'gm',
    // The evening of the table is open already: the right to open one shows in the kind of refusal.
    success: 409,
    attempt: (who, { path }) => who.call('openSession', { path, body: {} }),
  },
  listSessions: {
    who: 'member',
    success: 200,
    attempt: (who, { path }) => who.call('listSessions', { path }),
  },
  closeSession: {
    who: 'gm',
    success: 200,
    attempt: (who, { campaignId, sessionId }) =>
      who.call('closeSession', { path: { campaignId, sessionId } }),
  },
}

const reserved = Object.keys(operations).filter((id) => operations[id]?.who === 'gm')
const open = Object.keys(operations).filter((id) => operations[id]?.who === 'member')
const operation = (id: string): Operation => operations[id] as Operation

function withoutTrace(problem: unknown): unknown {
  const { traceId, instance, ...rest } = problem as { traceId: string; instance?: string }
  return rest
}

describe('a stranger', () => {
  test.each(Object.keys(operations))('cannot tell by %s whether a campaign exists', async (id) => {
    const refused = await operation(id).attempt(shared.stranger, shared)
    expect(refused).toMatchObject({ status: 404, code: 'campaign_not_found' })
    const campaignId = '0197e5a0-0000-7000-8000-000000000000'
    const nowhere = { ...shared, campaignId, path: { campaignId } }
    const unknown = await operation(id).attempt(shared.stranger, nowhere)
    expect(withoutTrace(unknown.problem)).toEqual(withoutTrace(refused.problem))
  })

  test('cannot leave where they do not sit', async () => {
    expect(await shared.stranger.call('leaveCampaign', { path: shared.path })).toMatchObject({
      status: 404,
      code: 'campaign_not_found',
    })
  })

  test('who was a member yesterday is a stranger today', async () => {
    const table = await prepare()
    await table.gm.call('removeMember', { path: memberOf(table) })
    for (const id of Object.keys(operations)) {
      expect(await operation(id).attempt(table.player, table)).toMatchObject({
        status: 404,
        code: 'campaign_not_found',
      })
    }
  })
})

describe.each(['player', 'spectator'] as const)('a %s', (seat) => {
  test.each(reserved)('is refused %s, and it changes nothing', async (id) => {
    const before = await shared.etag()
    expect(await operation(id).attempt(shared[seat], shared)).toMatchObject({
      status: 403,
      code: 'game_master_required',
    })
    expect(await shared.etag()).toBe(before)
  })

  test.each(open)('may %s', async (id) => {
    expect((await operation(id).attempt(shared[seat], shared)).status).toBe(operation(id).success)
  })

  test('may leave', async () => {
    const table = await prepare()
    expect((await table[seat].call('leaveCampaign', { path: table.path })).status).toBe(204)
  })

  test('cannot remove even themselves: that is leaving', async () => {
    const path = { campaignId: shared.campaignId, userId: shared[seat].userId }
    expect(await shared[seat].call('removeMember', { path })).toMatchObject({
      status: 403,
      code: 'game_master_required',
    })
  })
})

describe('a game master', () => {
  test.each(Object.keys(operations))('may %s', async (id) => {
    const table = await prepare()
    const answer = await operation(id).attempt(table.gm, table)
    expect(answer.status).toBe(operation(id).success)
    if (id === 'openSession') expect(answer.code).toBe('session_already_open')
  })

  test('who handed over has no more rights than any player', async () => {
    const table = await prepare()
    const { gm, player, path } = table
    await gm.call('transferCampaign', { path, body: { userId: player.userId }, ifMatch: '*' })
    expect(await gm.call('createInvite', { path, body: {} })).toMatchObject({
      status: 403,
      code: 'game_master_required',
    })
    expect((await player.call('createInvite', { path, body: {} })).status).toBe(201)
  })

  test('of one campaign is a stranger in another', async () => {
    const other = await prepare()
    for (const id of Object.keys(operations)) {
      expect(await operation(id).attempt(shared.gm, other)).toMatchObject({
        status: 404,
        code: 'campaign_not_found',
      })
    }
  })
})

describe('without a token', () => {
  test('nothing is answered, whatever the id', async () => {
    const response = await gateway.app.inject({ method: 'GET', url: `/v1/campaigns/${shared.campaignId}` })
    expect(response.statusCode).toBe(401)
    expect(response.json()).toMatchObject({ code: 'token_missing' })
  })
})

describe('ids that are none', () => {
  test('are refused as input', async () => {
    for (const campaignId of ['1', 'null', '../users/me', '0197E5A0-0000-7000-8000-000000000000']) {
      const answer = await shared.gm.call('getCampaign', { path: { campaignId } })
      expect(answer).toMatchObject({ status: 422, code: 'request_invalid' })
      const places = answer.problem.errors?.map((error) => `${error.in} ${error.pointer}`)
      expect(new Set(places)).toEqual(new Set(['path /campaignId']))
    }
  })
})

describe('access for other parts of the service', () => {
  const access = createAccess()

  test('tells role, state and rule system of a member', async () => {
    const { player, campaignId } = shared
    expect(await access.requireMembership(gateway.database.kysely, campaignId, player.userId)).toEqual({
      campaignId,
      userId: player.userId,
      role: 'player',
      status: 'active',
      systemId: SYSTEM_ID,
    })
  })

  test('a shared hold keeps the campaign for as long as the transaction lasts', async () => {
    const { player, stranger, campaignId } = shared
    await runInTransaction(gateway.database, async (transaction) => {
      const who = { campaignId, userId: player.userId }
      expect(await access.lockMembership(transaction, who, 'share')).toMatchObject({ role: 'player' })
      const foreign = { campaignId, userId: stranger.userId }
      await expect(access.lockMembership(transaction, foreign)).rejects.toMatchObject({
        code: 'campaign_not_found',
      })
    })
  })

  test('spectators are kept from what players do', async () => {
    const seat = (role: 'gm' | 'player' | 'spectator') =>
      ({ campaignId: '', userId: '', role, status: 'active', systemId: '' }) as const
    expect(() => access.requirePlayerOrGm(seat('spectator'))).toThrow(
      expect.objectContaining({ code: 'role_forbidden', status: 403 }),
    )
    for (const role of ['gm', 'player'] as const) expect(access.requirePlayerOrGm(seat(role))).toBeUndefined()
  })
})
