import { runInTransaction } from '@rpg-bot/database'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAccess } from '../src/access/access.ts'
import { createMemberChanges } from '../src/members/member-changes.ts'
import { type CampaignGateway, createCampaignGateway } from './support/campaign-gateway.ts'
import { type Person, storedEvents } from './support/seats.ts'
import { SYSTEM_ID, setTable, type Table } from './support/table.ts'

let gateway: CampaignGateway
let signIn: (displayName: string) => Promise<Person>

beforeAll(async () => {
  gateway = await createCampaignGateway()
  signIn = gateway.signIn
})
afterAll(() => gateway.close())

const seatOf = (table: Table, who: Person) => ({ campaignId: table.campaignId, userId: who.userId })
const eventsOf = (table: Table) => storedEvents(gateway.database, table.campaignId)

/** Roles at a table as the database has them. */
async function rolesAt(campaignId: string): Promise<Record<string, string>> {
  const rows = await gateway.database.kysely
    .selectFrom('gateway_api.members')
    .select(['user_id', 'role'])
    .where('campaign_id', '=', campaignId)
    .execute()
  return Object.fromEntries(rows.map(({ user_id, role }) => [user_id, role]))
}

async function mastersAt(campaignId: string): Promise<string[]> {
  const roles = await rolesAt(campaignId)
  return Object.keys(roles).filter((userId) => roles[userId] === 'gm')
}

describe('the list of members', () => {
  test('begins with the game master, then goes by time of joining, in pages without holes', async () => {
    const table = await setTable(signIn)
    const { gm, player, spectator, path } = table
    const late = await signIn('Позже всех 🐌')
    await table.seat(late)
    await gm.call('transferCampaign', { path, body: { userId: late.userId }, ifMatch: await table.etag() })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await player.call('listMembers', {
        path,
        query: { limit: 2, ...(cursor ? { cursor } : {}) },
      })
      seen.push(...page.body.items.map(({ userId }) => userId))
      cursor = page.body.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual([late, gm, player, spectator].map(({ userId }) => userId))
  })

  test('shows names as people typed them', async () => {
    const table = await setTable(signIn)
    const { items } = (await table.spectator.call('listMembers', { path: table.path })).body
    expect(items.map(({ displayName }) => displayName)).toEqual(['Мастер Вьюга 🐉', 'Алёна', 'Zuschauer'])
  })

  test('refuses a cursor of another list', async () => {
    const { gm, path } = await setTable(signIn)
    const cursor = Buffer.from('[1]').toString('base64url')
    expect(await gm.call('listMembers', { path, query: { cursor } })).toMatchObject({
      status: 422,
      code: 'cursor_invalid',
    })
  })
})

describe('reading a member', () => {
  test('answers 304 until the role or the shown name changes', async () => {
    const table = await setTable(signIn)
    const { gm, player } = table
    const path = seatOf(table, player)
    const { etag } = await gm.call('getMember', { path })
    expect((await gm.call('getMember', { path, ifNoneMatch: etag })).status).toBe(304)
    await gateway.database.kysely
      .updateTable('gateway_api.users')
      .set((set) => ({ display_name: 'Алёна Ночь', version: set('version', '+', 1) }))
      .where('id', '=', player.userId)
      .execute()
    const renamed = await gm.call('getMember', { path, ifNoneMatch: etag })
    expect(renamed).toMatchObject({ status: 200, body: { displayName: 'Алёна Ночь' } })
    const changed = await gm.call('updateMember', {
      path,
      body: { role: 'spectator' },
      ifMatch: renamed.etag,
    })
    expect(changed.status).toBe(200)
    expect(new Set([etag, renamed.etag, changed.etag]).size).toBe(3)
  })

  test('who comes back never gets an old tag again', async () => {
    const table = await setTable(signIn)
    const { gm, player } = table
    const path = seatOf(table, player)
    const before = await gm.call('getMember', { path })
    await player.call('leaveCampaign', { path: table.path })
    await table.seat(player)
    const after = await gm.call('getMember', { path, ifNoneMatch: before.etag })
    expect(after.status).toBe(200)
    expect(after.body.joinedAt).not.toBe(before.body.joinedAt)
  })

  test('who is not at the table is not found', async () => {
    const table = await setTable(signIn)
    for (const userId of [table.stranger.userId, '0197e5a0-0000-7000-8000-000000000000']) {
      const answer = await table.gm.call('getMember', { path: { campaignId: table.campaignId, userId } })
      expect(answer).toMatchObject({ status: 404, code: 'member_not_found' })
    }
  })
})

describe('changing a role', () => {
  test('needs the version it is based on, and is told', async () => {
    const table = await setTable(signIn)
    const { gm, player } = table
    const path = seatOf(table, player)
    const body = { role: 'spectator' } as const
    expect(await gm.call('updateMember', { path, body })).toMatchObject({ status: 428 })
    expect(await gm.call('updateMember', { path, body, ifMatch: '"0"' })).toMatchObject({
      status: 412,
      code: 'precondition_failed',
    })
    const changed = await gm.call('updateMember', { path, body, ifMatch: await table.memberEtag(player) })
    expect(changed).toMatchObject({ status: 200, body: { role: 'spectator', userId: player.userId } })
    expect(changed.etag).toBe(await table.memberEtag(player))
    expect((await eventsOf(table)).at(-1)).toEqual({
      type: 'campaign.member-role-changed',
      actor: gm.userId,
      data: { userId: player.userId, role: 'spectator' },
    })
  })

  test('to the one they have changes nothing and tells nobody', async () => {
    const table = await setTable(signIn)
    const { gm, player } = table
    const before = await eventsOf(table)
    const ifMatch = await table.memberEtag(player)
    const answer = await gm.call('updateMember', {
      path: seatOf(table, player),
      body: { role: 'player' },
      ifMatch,
    })
    expect(answer).toMatchObject({ status: 200, etag: ifMatch })
    expect(await eventsOf(table)).toEqual(before)
  })

  test('never makes or unmakes a game master', async () => {
    const table = await setTable(signIn)
    const { gm, player } = table
    const own = await gm.call('updateMember', {
      path: seatOf(table, gm),
      body: { role: 'player' },
      ifMatch: '*',
    })
    expect(own).toMatchObject({ status: 409, code: 'game_master_role_fixed' })
    const body = { role: 'gm' } as never
    const made = await gm.call('updateMember', { path: seatOf(table, player), body, ifMatch: '*' })
    expect(made).toMatchObject({ status: 422, code: 'request_invalid' })
  })

  test('of somebody who is not at the table is not found', async () => {
    const table = await setTable(signIn)
    const path = seatOf(table, table.stranger)
    const answer = await table.gm.call('updateMember', { path, body: { role: 'player' }, ifMatch: '*' })
    expect(answer).toMatchObject({ status: 404, code: 'member_not_found' })
  })
})

describe('removing a member', () => {
  test('ends their access at once and is told', async () => {
    const table = await setTable(signIn)
    const { gm, player, path } = table
    expect((await gm.call('removeMember', { path: seatOf(table, player) })).status).toBe(204)
    expect(await player.call('getCampaign', { path })).toMatchObject({
      status: 404,
      code: 'campaign_not_found',
    })
    expect((await player.call('listCampaigns')).body.items).toEqual([])
    expect((await gm.call('getCampaign', { path })).body.memberCount).toBe(2)
    expect((await eventsOf(table)).at(-1)).toEqual({
      type: 'campaign.member-removed',
      actor: gm.userId,
      data: { userId: player.userId },
    })
    expect(await gm.call('removeMember', { path: seatOf(table, player) })).toMatchObject({
      status: 404,
      code: 'member_not_found',
    })
  })

  test('a game master cannot remove themselves', async () => {
    const table = await setTable(signIn)
    expect(await table.gm.call('removeMember', { path: seatOf(table, table.gm) })).toMatchObject({
      status: 409,
      code: 'game_master_must_transfer',
    })
  })
})

describe('leaving', () => {
  test('is told, and repeating the request with its key changes nothing more', async () => {
    const table = await setTable(signIn)
    const { player, path } = table
    expect((await player.call('leaveCampaign', { path, key: 'leave-0001' })).status).toBe(204)
    const again = await player.call('leaveCampaign', { path, key: 'leave-0001' })
    expect(again.status).toBe(204)
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(await player.call('leaveCampaign', { path })).toMatchObject({ status: 404 })
    const told = (await eventsOf(table)).filter(({ type }) => type === 'campaign.member-left')
    expect(told).toEqual([
      { type: 'campaign.member-left', actor: player.userId, data: { userId: player.userId } },
    ])
  })

  test('is possible in an archived campaign too', async () => {
    const { gm, player, path, etag } = await setTable(signIn)
    await gm.call('archiveCampaign', { path, ifMatch: await etag() })
    expect((await player.call('leaveCampaign', { path })).status).toBe(204)
    expect((await player.call('getCampaign', { path })).status).toBe(404)
  })

  test('a game master with others at the table hands over first', async () => {
    const table = await setTable(signIn)
    const { gm, player, path } = table
    expect(await gm.call('leaveCampaign', { path })).toMatchObject({
      status: 409,
      code: 'game_master_must_transfer',
    })
    const body = { userId: player.userId }
    expect((await gm.call('transferCampaign', { path, body, ifMatch: await table.etag() })).status).toBe(200)
    expect((await gm.call('leaveCampaign', { path })).status).toBe(204)
    expect(await mastersAt(table.campaignId)).toEqual([player.userId])
  })

  test('the last one to go closes the evening, archives the campaign and withdraws its invites', async () => {
    const table = await setTable(signIn)
    const { gm, player, spectator, stranger, path } = table
    const code = await table.invite()
    await gm.call('openSession', { path, body: {} })
    await player.call('leaveCampaign', { path })
    await spectator.call('leaveCampaign', { path })
    expect((await gm.call('leaveCampaign', { path })).status).toBe(204)
    expect((await eventsOf(table)).slice(-3).map(({ type }) => type)).toEqual([
      'session.session-closed',
      'campaign.campaign-archived',
      'campaign.member-left',
    ])
    expect(await stranger.call('acceptInvite', { body: { code } })).toMatchObject({
      status: 404,
      code: 'invite_not_found',
    })
    expect(await gm.call('getCampaign', { path })).toMatchObject({ status: 404 })
  })
})

describe('leaving everything, because the account goes', () => {
  const changes = createMemberChanges({ access: createAccess() })

  async function leaveAll(who: Person): Promise<string[]> {
    const told: string[] = []
    await runInTransaction(gateway.database, (transaction) =>
      changes.leaveAll({
        transaction,
        announce: (partyId, event) => told.push(`${partyId} ${event.type}`),
        actorId: who.userId,
        traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
        now: new Date(),
      }),
    )
    return told
  }

  test('gives up the seats of every campaign, archived ones too', async () => {
    const [one, other] = [await setTable(signIn), await setTable(signIn)]
    const guest = await signIn('Гость')
    await one.seat(guest)
    await other.seat(guest)
    await other.gm.call('archiveCampaign', { path: other.path, ifMatch: await other.etag() })
    const told = await leaveAll(guest)
    const left = 'io.rpgbot.campaign.member-left.v1'
    expect(told).toEqual([one, other].map(({ campaignId }) => `${campaignId} ${left}`).sort())
    expect((await guest.call('listCampaigns')).body.items).toEqual([])
  })

  test('is refused as a whole while others sit at a table that the person leads', async () => {
    const [led, joined] = [await setTable(signIn), await setTable(signIn)]
    await joined.seat(led.gm)
    await expect(leaveAll(led.gm)).rejects.toMatchObject({ code: 'game_master_must_transfer' })
    expect((await led.gm.call('listCampaigns')).body.items).toHaveLength(2)
  })
})

describe('handing over the game', () => {
  test('changes both roles at once and tells both', async () => {
    const table = await setTable(signIn)
    const { gm, player, spectator, path } = table
    const body = { userId: player.userId }
    const ifMatch = await table.etag()
    const answer = await gm.call('transferCampaign', { path, body, ifMatch, key: 'hand-0001' })
    expect(answer).toMatchObject({ status: 200, body: { role: 'player', memberCount: 3 } })
    expect(await rolesAt(table.campaignId)).toEqual({
      [gm.userId]: 'player',
      [player.userId]: 'gm',
      [spectator.userId]: 'spectator',
    })
    const type = 'campaign.member-role-changed'
    expect((await eventsOf(table)).slice(-2)).toEqual([
      { type, actor: gm.userId, data: { userId: gm.userId, role: 'player' } },
      { type, actor: gm.userId, data: { userId: player.userId, role: 'gm' } },
    ])
    const again = await gm.call('transferCampaign', { path, body, ifMatch, key: 'hand-0001' })
    expect(again).toMatchObject({ status: 200, body: answer.body, etag: answer.etag })
    expect(again.headers['idempotency-replayed']).toBe('true')
  })

  test('needs the current version', async () => {
    const { gm, player, path } = await setTable(signIn)
    const body = { userId: player.userId }
    expect(await gm.call('transferCampaign', { path, body })).toMatchObject({ status: 428 })
    expect(await gm.call('transferCampaign', { path, body, ifMatch: '"1"' })).toMatchObject({ status: 412 })
  })

  test('to somebody who is not at the table, or nobody at all, is refused', async () => {
    const table = await setTable(signIn)
    for (const userId of [table.stranger.userId, '0197e5a0-0000-7000-8000-000000000000']) {
      const answer = await table.gm.call('transferCampaign', {
        path: table.path,
        body: { userId },
        ifMatch: await table.etag(),
      })
      expect(answer).toMatchObject({ status: 422, code: 'member_unknown' })
      expect(answer.problem.errors).toMatchObject([{ in: 'body', pointer: '/userId' }])
    }
  })

  test('to oneself changes nothing and tells nobody', async () => {
    const table = await setTable(signIn)
    const before = await eventsOf(table)
    const ifMatch = await table.etag()
    const body = { userId: table.gm.userId }
    const answer = await table.gm.call('transferCampaign', { path: table.path, body, ifMatch })
    expect(answer).toMatchObject({ status: 200, etag: ifMatch, body: { role: 'gm' } })
    expect(await eventsOf(table)).toEqual(before)
  })

  test('to somebody who leads twenty campaigns already is refused', async () => {
    const table = await setTable(signIn)
    for (let led = 0; led < 20; led += 1) {
      await table.player.call('createCampaign', { body: { name: `№${led}`, systemId: SYSTEM_ID } })
    }
    const body = { userId: table.player.userId }
    expect(
      await table.gm.call('transferCampaign', { path: table.path, body, ifMatch: await table.etag() }),
    ).toMatchObject({ status: 409, code: 'campaign_limit' })
    expect(await mastersAt(table.campaignId)).toEqual([table.gm.userId])
  })
})

describe('changes that meet', () => {
  test('two hand-overs at once: one happens, and there is one game master', async () => {
    const table = await setTable(signIn)
    const { gm, player, spectator, path } = table
    const ifMatch = await table.etag()
    const race = await Promise.all(
      [player, spectator].map(({ userId }) =>
        gm.call('transferCampaign', { path, body: { userId }, ifMatch }),
      ),
    )
    const lost = race.find(({ status }) => status !== 200)
    expect(race.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(['game_master_required', 'precondition_failed']).toContain(lost?.code)
    expect(await mastersAt(table.campaignId)).toHaveLength(1)
  })

  test('a hand-over to somebody who leaves: never a table without a game master', async () => {
    for (let round = 0; round < 3; round += 1) {
      const table = await setTable(signIn)
      const { gm, player, path } = table
      const ifMatch = await table.etag()
      const [handed, left] = await Promise.all([
        gm.call('transferCampaign', { path, body: { userId: player.userId }, ifMatch }),
        player.call('leaveCampaign', { path }),
      ])
      const masters = await mastersAt(table.campaignId)
      if (handed.status === 200) {
        expect(left).toMatchObject({ status: 409, code: 'game_master_must_transfer' })
        expect(masters).toEqual([player.userId])
      } else {
        expect(['member_unknown', 'precondition_failed']).toContain(handed.code)
        expect(left.status).toBe(204)
        expect(masters).toEqual([gm.userId])
      }
    }
  })

  test('a removal and a hand-over of the same person: never a table without a game master', async () => {
    const table = await setTable(signIn)
    const { gm, player, path } = table
    const ifMatch = await table.etag()
    await Promise.all([
      gm.call('removeMember', { path: seatOf(table, player) }),
      gm.call('transferCampaign', { path, body: { userId: player.userId }, ifMatch }),
    ])
    expect(await mastersAt(table.campaignId)).toHaveLength(1)
  })

  test('the last one leaves while somebody sits down: nobody is left at a table without a game master', async () => {
    for (let round = 0; round < 3; round += 1) {
      const gm = await signIn('Одинокий мастер')
      const guest = await signIn('Гость')
      const { id } = (await gm.call('createCampaign', { body: { name: 'Одна', systemId: SYSTEM_ID } })).body
      const path = { campaignId: id }
      const { code } = (await gm.call('createInvite', { path, body: {} })).body
      const [left, joined] = await Promise.all([
        gm.call('leaveCampaign', { path }),
        guest.call('acceptInvite', { body: { code } }),
      ])
      if (joined.status === 200) {
        expect(left).toMatchObject({ status: 409, code: 'game_master_must_transfer' })
        expect(await mastersAt(id)).toEqual([gm.userId])
      } else {
        expect(joined).toMatchObject({ status: 404, code: 'invite_not_found' })
        expect(left.status).toBe(204)
        expect(await rolesAt(id)).toEqual({})
      }
    }
  })

  test('hand-overs back and forth with people coming and going never deadlock', async () => {
    const table = await setTable(signIn)
    const { gm, player, path } = table
    const guests = await Promise.all(['Один', 'Два', 'Три'].map((name) => signIn(name)))
    const codes = await Promise.all(guests.map(() => table.invite({ maxUses: 1 })))
    const answers = await Promise.all([
      ...guests.map((guest, index) => guest.call('acceptInvite', { body: { code: codes[index] ?? '' } })),
      gm.call('transferCampaign', { path, body: { userId: player.userId }, ifMatch: '*' }),
      player.call('transferCampaign', { path, body: { userId: gm.userId }, ifMatch: '*' }),
      ...guests.map((guest) => guest.call('leaveCampaign', { path })),
    ])
    for (const { status } of answers) expect([200, 204, 403, 404]).toContain(status)
    expect(await mastersAt(table.campaignId)).toHaveLength(1)
  })
})
