import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CampaignGateway, createCampaignGateway } from './support/campaign-gateway.ts'
import { type Person, storedEvents } from './support/seats.ts'
import { SYSTEM_ID, setTable } from './support/table.ts'

let gateway: CampaignGateway
let signIn: (displayName: string) => Promise<Person>

beforeAll(async () => {
  gateway = await createCampaignGateway()
  signIn = gateway.signIn
})
afterAll(() => gateway.close())

const HOUR_MS = 3_600_000
const nobody = 'i_AAAAAAAAAAAAAAAAAAAAAA'
const accept = (who: Person, code: string) => who.call('acceptInvite', { body: { code } })
const preview = (who: Person, code: string) => who.call('previewInvite', { body: { code } })

describe('making an invite', () => {
  test('says nothing, means ten players within a week, and gives a link of this bot', async () => {
    const { gm, path, campaignId } = await setTable(signIn)
    const { status, body, headers } = await gm.call('createInvite', { path, body: {} })
    expect(status).toBe(201)
    expect(body).toMatchObject({ role: 'player', maxUses: 10, uses: 0, createdBy: gm.userId })
    expect(body.code).toMatch(/^i_[\w-]{22}$/)
    expect(body.link).toMatch(/^https:\/\/t\.me\/rpg_test_bot(\/\w+)?\?startapp=/)
    expect(body.link?.endsWith(`startapp=${body.code}`)).toBe(true)
    expect(Date.parse(body.expiresAt) - Date.parse(body.createdAt)).toBe(168 * HOUR_MS)
    expect(headers['location']).toBe(`/v1/campaigns/${campaignId}/invites/${body.id}`)
  })

  test('takes role, life and number of uses as wanted, within bounds', async () => {
    const { gm, path } = await setTable(signIn)
    const wanted = { role: 'spectator', expiresInHours: 1, maxUses: 1 } as const
    const { body } = await gm.call('createInvite', { path, body: wanted })
    expect(body).toMatchObject({ role: 'spectator', maxUses: 1 })
    expect(Date.parse(body.expiresAt) - Date.parse(body.createdAt)).toBe(HOUR_MS)
    for (const wrong of [
      { role: 'gm' },
      { maxUses: 0 },
      { maxUses: 101 },
      { expiresInHours: 721 },
      { code: nobody },
    ]) {
      const answer = await gm.call('createInvite', { path, body: wrong as never })
      expect(answer).toMatchObject({ status: 422, code: 'request_invalid' })
    }
  })

  test('twice with one key makes one invite', async () => {
    const { gm, path } = await setTable(signIn)
    const first = await gm.call('createInvite', { path, body: { maxUses: 2 }, key: 'invite-0001' })
    const second = await gm.call('createInvite', { path, body: { maxUses: 2 }, key: 'invite-0001' })
    expect(second).toMatchObject({ status: 201, body: first.body })
    expect(second.headers['idempotency-replayed']).toBe('true')
    const other = await gm.call('createInvite', { path, body: { maxUses: 3 }, key: 'invite-0001' })
    expect(other).toMatchObject({ status: 422, code: 'idempotency_key_reused' })
  })

  test('stops at fifty living ones; a withdrawn, used-up or expired one makes room', async () => {
    const { gm, stranger, path, campaignId } = await setTable(signIn)
    const make = (body = {}) => gm.call('createInvite', { path, body })
    // Two invites of the table's own live already.
    const short = (await make()).body
    const single = (await make({ maxUses: 1 })).body
    for (let made = 4; made < 49; made += 1) await make()
    const race = await Promise.all([make(), make()])
    expect(race.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(race.find(({ status }) => status === 409)?.code).toBe('invite_limit')
    await accept(stranger, single.code)
    expect((await make()).status).toBe(201)
    const [newest] = (await gm.call('listInvites', { path })).body.items
    await gm.call('revokeInvite', { path: { campaignId, inviteId: newest?.id ?? '' } })
    expect((await make()).status).toBe(201)
    expect((await make()).status).toBe(409)
    await gateway.expireInvite(short.code)
    expect((await make()).status).toBe(201)
    const listed = (await gm.call('listInvites', { path })).body.items.map(({ id }) => id)
    expect(listed).toHaveLength(50)
    for (const gone of [short.id, single.id, newest?.id]) expect(listed).not.toContain(gone)
  })
})

describe('the list of invites', () => {
  test('has the living ones, newest first, in pages without holes', async () => {
    const { gm, path } = await setTable(signIn)
    const made: string[] = []
    for (let index = 0; index < 3; index += 1)
      made.push((await gm.call('createInvite', { path, body: {} })).body.id)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await gm.call('listInvites', { path, query: { limit: 2, ...(cursor ? { cursor } : {}) } })
      seen.push(...page.body.items.map(({ id }) => id))
      cursor = page.body.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen.slice(0, 3)).toEqual(made.toReversed())
    expect(seen).toHaveLength(5)
  })

  test('refuses a cursor that is not one of ours', async () => {
    const { gm, path } = await setTable(signIn)
    const answer = await gm.call('listInvites', { path, query: { cursor: 'AAAA' } })
    expect(answer).toMatchObject({ status: 422, code: 'cursor_invalid' })
  })
})

describe('previewing an invite', () => {
  test('shows where it leads, and whether one sits there already', async () => {
    const table = await setTable(signIn)
    const { player, stranger, campaignId } = table
    const code = await table.invite({ role: 'spectator' })
    const shown = await preview(stranger, code)
    expect(shown).toMatchObject({
      status: 200,
      body: {
        campaignId,
        campaignName: 'Соль и пепел 🜂',
        summary: '',
        systemId: SYSTEM_ID,
        gameMaster: 'Мастер Вьюга 🐉',
        memberCount: 3,
        role: 'spectator',
        alreadyMember: false,
      },
    })
    expect((await preview(player, code)).body.alreadyMember).toBe(true)
    expect((await stranger.call('getCampaign', { path: table.path })).status).toBe(404)
  })

  test('answers unknown, expired, used-up and withdrawn codes with one and the same problem', async () => {
    const table = await setTable(signIn)
    const { gm, stranger, path, campaignId } = table
    const withdrawn = (await gm.call('createInvite', { path, body: {} })).body
    await gm.call('revokeInvite', { path: { campaignId, inviteId: withdrawn.id } })
    const usedUp = await table.invite({ maxUses: 1 })
    await accept(await signIn('Первый'), usedUp)
    const expired = await table.invite()
    await gateway.expireInvite(expired)
    for (const call of [preview, accept]) {
      const problems = []
      for (const code of [nobody, withdrawn.code, usedUp, expired]) {
        const { status, problem } = await call(stranger, code)
        expect(status).toBe(404)
        const { traceId, ...rest } = problem
        problems.push(rest)
      }
      expect(problems[0]).toMatchObject({ code: 'invite_not_found' })
      for (const problem of problems) expect(problem).toEqual(problems[0])
    }
  })

  test('refuses what has not the form of a code', async () => {
    const stranger = await signIn('Чужой')
    for (const code of ['', 'i_short', 'c_AAAAAAAAAAAAAAAAAAAAAA', "i_' or true -- AAAAAAAAA"]) {
      expect(await preview(stranger, code)).toMatchObject({ status: 422, code: 'request_invalid' })
      expect(await accept(stranger, code)).toMatchObject({ status: 422, code: 'request_invalid' })
    }
  })
})

describe('accepting an invite', () => {
  test('gives the seat it promises, counts one use and tells the party', async () => {
    const table = await setTable(signIn)
    const { gm, stranger, path, campaignId } = table
    const code = await table.invite({ role: 'spectator', maxUses: 3 })
    const joined = await accept(stranger, code)
    expect(joined).toMatchObject({ status: 200, body: { id: campaignId, role: 'spectator', memberCount: 4 } })
    expect(joined.etag).toBe(await table.etag())
    const listed = (await gm.call('listInvites', { path })).body.items.find((invite) => invite.code === code)
    expect(listed?.uses).toBe(1)
    expect((await storedEvents(gateway.database, campaignId)).at(-1)).toEqual({
      type: 'campaign.member-joined',
      actor: stranger.userId,
      data: { userId: stranger.userId, displayName: 'Чужой', role: 'spectator' },
    })
  })

  test('changes nothing for who is at the table already, not even their role', async () => {
    const table = await setTable(signIn)
    const { gm, player, path, campaignId } = table
    const code = await table.invite({ role: 'spectator', maxUses: 1 })
    const before = await storedEvents(gateway.database, campaignId)
    const tag = await table.etag()
    expect(await accept(player, code)).toMatchObject({ status: 200, etag: tag, body: { role: 'player' } })
    expect(await accept(gm, code)).toMatchObject({ status: 200, etag: tag, body: { role: 'gm' } })
    expect(await storedEvents(gateway.database, campaignId)).toEqual(before)
    const listed = (await gm.call('listInvites', { path })).body.items.find((invite) => invite.code === code)
    expect(listed?.uses).toBe(0)
  })

  test('twice, with or without a key, seats one person and uses it once', async () => {
    const table = await setTable(signIn)
    const { stranger } = table
    const code = await table.invite({ maxUses: 1 })
    const options = { body: { code }, key: 'accept-0001' }
    const first = await stranger.call('acceptInvite', options)
    const replayed = await stranger.call('acceptInvite', options)
    expect(replayed).toMatchObject({ status: 200, body: first.body })
    expect(replayed.headers['idempotency-replayed']).toBe('true')
    expect(await accept(stranger, code)).toMatchObject({ status: 200, body: first.body })
  })

  test('again after a removal, with the old key, is a new acceptance and no old answer', async () => {
    const table = await setTable(signIn)
    const { gm, stranger, campaignId } = table
    const remove = async () => {
      const ifMatch = await table.memberEtag(stranger)
      return gm.call('removeMember', { path: { campaignId, userId: stranger.userId }, ifMatch })
    }
    const single = { body: { code: await table.invite({ maxUses: 1 }) }, key: 'accept-0002' }
    expect((await stranger.call('acceptInvite', single)).status).toBe(200)
    expect((await remove()).status).toBe(204)
    expect(await stranger.call('acceptInvite', single)).toMatchObject({
      status: 404,
      code: 'invite_not_found',
    })
    const living = { body: { code: await table.invite({ maxUses: 5 }) }, key: 'accept-0003' }
    expect((await stranger.call('acceptInvite', living)).status).toBe(200)
    expect((await remove()).status).toBe(204)
    const again = await stranger.call('acceptInvite', living)
    expect(again.status).toBe(200)
    expect(again.headers['idempotency-replayed']).toBeUndefined()
    const replayed = await stranger.call('acceptInvite', living)
    expect(replayed).toMatchObject({ status: 200, body: again.body })
    expect(replayed.headers['idempotency-replayed']).toBe('true')
    expect((await gm.call('getMember', { path: { campaignId, userId: stranger.userId } })).status).toBe(200)
  })

  test('one person at once from two devices gets one seat', async () => {
    const table = await setTable(signIn)
    const code = await table.invite({ maxUses: 2 })
    const race = await Promise.all([1, 2, 3].map(() => accept(table.stranger, code)))
    expect(race.map(({ status }) => status)).toEqual([200, 200, 200])
    const listed = (await table.gm.call('listInvites', { path: table.path })).body.items
    expect(listed.find((invite) => invite.code === code)?.uses).toBe(1)
    const joined = (await storedEvents(gateway.database, table.campaignId)).filter(
      ({ type, actor }) => type === 'campaign.member-joined' && actor === table.stranger.userId,
    )
    expect(joined).toHaveLength(1)
  })

  test('of many who race for the last use exactly one gets it', async () => {
    for (let round = 0; round < 3; round += 1) {
      const table = await setTable(signIn)
      const code = await table.invite({ maxUses: 1 })
      const people = await Promise.all(['А', 'Б', 'В', 'Г'].map((name) => signIn(name)))
      const race = await Promise.all(people.map((who) => accept(who, code)))
      expect(race.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404])
      expect((await table.gm.call('getCampaign', { path: table.path })).body.memberCount).toBe(4)
    }
  })

  test('stops at a hundred people, and the one too many uses nothing', async () => {
    const table = await setTable(signIn)
    const { gm, stranger, path, campaignId } = table
    // Two invites: people with the same one would queue for its last uses anyway.
    const codes = [await table.invite(), await table.invite()] as const
    const crowd = await Promise.all(Array.from({ length: 96 }, (_, index) => signIn(`Гость ${index}`)))
    await gateway.database.kysely
      .insertInto('gateway_api.members')
      .values(
        crowd.map(({ userId }) => ({
          campaign_id: campaignId,
          user_id: userId,
          role: 'player' as const,
          version: 1,
          joined_at: new Date(),
        })),
      )
      .execute()
    const other = await signIn('Ещё один')
    const race = await Promise.all([accept(stranger, codes[0]), accept(other, codes[1])])
    expect(race.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(race.find(({ status }) => status === 409)?.code).toBe('campaign_full')
    expect((await gm.call('getCampaign', { path })).body.memberCount).toBe(100)
    const listed = (await gm.call('listInvites', { path })).body.items
    const uses = codes.map((code) => listed.find((invite) => invite.code === code)?.uses)
    expect(uses.toSorted()).toEqual([0, 1])
    const first = await gm.call('listMembers', { path, query: { limit: 100 } })
    expect(first.body).toMatchObject({ nextCursor: null })
    expect(first.body.items).toHaveLength(100)
  })
})

describe('withdrawing an invite', () => {
  test('closes the door, and doing it again changes nothing', async () => {
    const table = await setTable(signIn)
    const { gm, stranger, path, campaignId } = table
    const { id: inviteId, code } = (await gm.call('createInvite', { path, body: {} })).body
    expect((await gm.call('revokeInvite', { path: { campaignId, inviteId } })).status).toBe(204)
    expect((await gm.call('revokeInvite', { path: { campaignId, inviteId } })).status).toBe(204)
    expect(await accept(stranger, code)).toMatchObject({ status: 404, code: 'invite_not_found' })
    const listed = (await gm.call('listInvites', { path })).body.items
    expect(listed.map(({ id }) => id)).not.toContain(inviteId)
  })

  test('of another campaign, or none, is not found and closes nothing', async () => {
    const [one, other] = [await setTable(signIn), await setTable(signIn)]
    const foreign = (await other.gm.call('createInvite', { path: other.path, body: {} })).body
    for (const inviteId of [foreign.id, '0197e5a0-0000-7000-8000-000000000000']) {
      const answer = await one.gm.call('revokeInvite', { path: { campaignId: one.campaignId, inviteId } })
      expect(answer).toMatchObject({ status: 404, code: 'invite_not_found' })
    }
    expect((await accept(one.stranger, foreign.code)).status).toBe(200)
  })

  test('while somebody accepts: either they sit, or the door was closed before', async () => {
    const table = await setTable(signIn)
    const { gm, stranger, path, campaignId } = table
    const { id: inviteId, code } = (await gm.call('createInvite', { path, body: {} })).body
    const [, joined] = await Promise.all([
      gm.call('revokeInvite', { path: { campaignId, inviteId } }),
      accept(stranger, code),
    ])
    expect([200, 404]).toContain(joined.status)
    const count = (await gm.call('getCampaign', { path })).body.memberCount
    expect(count).toBe(joined.status === 200 ? 4 : 3)
  })
})
