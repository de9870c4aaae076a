import { runInTransaction } from '@rpg-bot/database'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAccess } from '../src/access/access.ts'
import { createCampaignChanges } from '../src/campaigns/campaign-changes.ts'
import { createId } from '../src/ids.ts'
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

const statuses = (answers: readonly { status: number }[]) => answers.map((answer) => answer.status).sort()

describe('creating a campaign', () => {
  test('makes the caller game master and tells so as the first event of the party', async () => {
    const gm = await signIn('Мастер 🐉')
    const body = { name: 'Соль и пепел 🜂', summary: 'Город, где соль дороже золота', systemId: SYSTEM_ID }
    const answer = await gm.call('createCampaign', { body })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({
      ...body,
      status: 'active',
      role: 'gm',
      memberCount: 1,
      openSessionId: null,
    })
    expect(answer.body.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
    expect(answer.body.capabilities).toContain('scene.set')
    expect(answer.headers['location']).toBe(`/v1/campaigns/${answer.body.id}`)
    expect(answer.etag).toBe('"1"')
    expect(await storedEvents(gateway.database, answer.body.id)).toEqual([
      {
        type: 'campaign.member-joined',
        actor: gm.userId,
        data: { userId: gm.userId, displayName: 'Мастер 🐉', role: 'gm' },
      },
    ])
  })

  test('counts characters, not bytes: eighty dragons fit, eighty-one do not', async () => {
    const gm = await signIn('Gm')
    const create = (name: string) => gm.call('createCampaign', { body: { name, systemId: SYSTEM_ID } })
    const answer = await create('🐉'.repeat(80))
    expect(answer.body.name).toBe('🐉'.repeat(80))
    expect(await create('🐉'.repeat(81))).toMatchObject({ status: 422, code: 'request_invalid' })
    expect(await create(' \t\n')).toMatchObject({ status: 422, code: 'request_invalid' })
  })

  test('takes a name as it was typed', async () => {
    const gm = await signIn('Gm')
    const name = "  Robert'); drop table campaigns;-- <b>ё</b> 🧙‍♂️ "
    const answer = await gm.call('createCampaign', { body: { name, systemId: SYSTEM_ID } })
    expect((await gm.call('getCampaign', { path: { campaignId: answer.body.id } })).body.name).toBe(name)
  })

  test('in a rule system that is not there is refused and says where', async () => {
    const changes = createCampaignChanges({
      access: createAccess(),
      isKnownSystem: (systemId) => systemId === SYSTEM_ID,
      createId,
    })
    const creating = runInTransaction(gateway.database, (transaction) =>
      changes.create(
        { transaction, announce: () => undefined, actorId: createId(), traceId: '', now: new Date() },
        { name: 'X', systemId: 'no-such-system' },
      ),
    )
    await expect(creating).rejects.toMatchObject({
      code: 'system_unknown',
      status: 422,
      errors: [{ in: 'body', pointer: '/systemId' }],
    })
  })

  test('twice with one key makes one campaign; another body is refused', async () => {
    const gm = await signIn('Gm')
    const body = { name: 'Один раз', systemId: SYSTEM_ID }
    const first = await gm.call('createCampaign', { body, key: 'create-0001' })
    const second = await gm.call('createCampaign', { body, key: 'create-0001' })
    expect(second).toMatchObject({ status: 201, body: first.body, etag: first.etag })
    expect(second.headers['idempotency-replayed']).toBe('true')
    expect(second.headers['location']).toBe(first.headers['location'])
    expect((await gm.call('listCampaigns')).body.items).toHaveLength(1)
    expect(await storedEvents(gateway.database, first.body.id)).toHaveLength(1)
    const other = await gm.call('createCampaign', { body: { ...body, name: 'Другое' }, key: 'create-0001' })
    expect(other).toMatchObject({ status: 422, code: 'idempotency_key_reused' })
  })

  test('stops at twenty campaigns led, even when two are begun at the same moment', async () => {
    const gm = await signIn('Gm')
    const create = () => gm.call('createCampaign', { body: { name: 'Ещё одна', systemId: SYSTEM_ID } })
    for (let made = 0; made < 19; made += 1) expect((await create()).status).toBe(201)
    const race = await Promise.all([create(), create(), create()])
    expect(statuses(race)).toEqual([201, 409, 409])
    expect(race.find(({ status }) => status === 409)?.code).toBe('campaign_limit')
    const [one] = (await gm.call('listCampaigns')).body.items
    const path = { campaignId: one?.id ?? '' }
    const archived = await gm.call('archiveCampaign', { path, ifMatch: '*' })
    expect((await create()).status).toBe(201)
    expect(await gm.call('restoreCampaign', { path, ifMatch: archived.etag })).toMatchObject({
      status: 409,
      code: 'campaign_limit',
    })
  })
})

describe('the list of my campaigns', () => {
  test('has mine only, the most recently changed first, in pages without holes', async () => {
    const gm = await signIn('Gm')
    const other = await signIn('Other')
    await other.call('createCampaign', { body: { name: 'Не моя', systemId: SYSTEM_ID } })
    const ids: string[] = []
    for (let index = 0; index < 5; index += 1) {
      ids.push(
        (await gm.call('createCampaign', { body: { name: `№${index}`, systemId: SYSTEM_ID } })).body.id,
      )
    }
    const oldest = ids.shift() ?? ''
    await gm.call('updateCampaign', {
      path: { campaignId: oldest },
      body: { name: 'Свежая' },
      ifMatch: '"1"',
    })
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const query = { limit: 2, ...(cursor === null ? {} : { cursor }) }
      const page: Awaited<ReturnType<typeof list>> = await list(query)
      expect(page.status).toBe(200)
      seen.push(...page.body.items.map(({ id }) => id))
      cursor = page.body.nextCursor
    } while (cursor !== null)
    expect(seen).toEqual([oldest, ...ids.toReversed()])
    function list(query: { limit: number; cursor?: string }) {
      return gm.call('listCampaigns', { query })
    }
  })

  test('does not skip campaigns that changed in the same millisecond', async () => {
    const gm = await signIn('Gm')
    for (let index = 0; index < 5; index += 1) {
      await gm.call('createCampaign', { body: { name: `=${index}`, systemId: SYSTEM_ID } })
    }
    await sql`
      update gateway_api.campaigns set updated_at = '2026-11-24T20:00:00.500Z'
      where id in (select campaign_id from gateway_api.members where user_id = ${gm.userId})
    `.execute(gateway.database.kysely)
    const seen = new Set<string>()
    let cursor: string | undefined
    for (let page = 0; page < 3; page += 1) {
      const answer = await gm.call('listCampaigns', { query: { limit: 2, ...(cursor ? { cursor } : {}) } })
      for (const { id } of answer.body.items) seen.add(id)
      cursor = answer.body.nextCursor ?? undefined
    }
    expect(seen.size).toBe(5)
    expect(cursor).toBeUndefined()
  })

  test('is empty for a newcomer and refuses a cursor that is not one of ours', async () => {
    const newcomer = await signIn('Новичок')
    expect((await newcomer.call('listCampaigns')).body).toEqual({ items: [], nextCursor: null })
    const answer = await newcomer.call('listCampaigns', { query: { cursor: 'bm9wZQ' } })
    expect(answer).toMatchObject({ status: 422, code: 'cursor_invalid' })
  })
})

describe('reading a campaign', () => {
  test('shows everybody their own role and capabilities', async () => {
    const { gm, player, spectator, path } = await setTable(signIn)
    const read = async (who: Person) => (await who.call('getCampaign', { path })).body
    expect(await read(gm)).toMatchObject({ role: 'gm', memberCount: 3 })
    expect(await read(player)).toMatchObject({
      role: 'player',
      capabilities: ['character.create', 'party.publish', 'roll.make'],
    })
    expect(await read(spectator)).toMatchObject({ role: 'spectator', capabilities: [] })
  })

  test('answers 304 to the tag it gave, and 200 to any other', async () => {
    const { player, path } = await setTable(signIn)
    const { etag } = await player.call('getCampaign', { path })
    const again = await player.call('getCampaign', { path, ifNoneMatch: etag })
    expect(again).toMatchObject({ status: 304, etag, body: undefined })
    expect((await player.call('getCampaign', { path, ifNoneMatch: '"0"' })).status).toBe(200)
  })

  test('never has one tag for two different answers', async () => {
    const table = await setTable(signIn)
    const { gm, player, path } = table
    const newcomer = await signIn('Новый')
    const memberOf = (who: Person) => ({ ...path, userId: who.userId })
    const seen = new Map<string, string>()
    const look = async (who: Person) => {
      const { etag, body } = await who.call('getCampaign', { path })
      return { etag, text: JSON.stringify(body) }
    }
    let sessionId = ''
    const steps: (() => Promise<{ status: number }>)[] = [
      async () => gm.call('updateCampaign', { path, body: { name: 'Иначе' }, ifMatch: await table.etag() }),
      async () => gm.call('updateCampaign', { path, body: { summary: '🎲' }, ifMatch: await table.etag() }),
      async () => newcomer.call('acceptInvite', { body: { code: await table.invite() } }),
      async () =>
        gm.call('updateMember', {
          path: memberOf(player),
          body: { role: 'spectator' },
          ifMatch: await table.memberEtag(player),
        }),
      async () => {
        const opened = await gm.call('openSession', { path, body: {} })
        sessionId = opened.body.id
        return opened
      },
      async () => gm.call('closeSession', { path: { ...path, sessionId } }),
      async () => gm.call('removeMember', { path: memberOf(newcomer) }),
      async () => newcomer.call('acceptInvite', { body: { code: await table.invite() } }),
      async () => newcomer.call('leaveCampaign', { path }),
      async () => gm.call('archiveCampaign', { path, ifMatch: await table.etag() }),
      async () => gm.call('restoreCampaign', { path, ifMatch: await table.etag() }),
      async () =>
        gm.call('transferCampaign', { path, body: { userId: player.userId }, ifMatch: await table.etag() }),
    ]
    for (const who of [gm, player]) seen.set(who.userId + (await look(who)).etag, (await look(who)).text)
    for (const step of steps) {
      expect((await step()).status).toBeLessThan(300)
      for (const who of [gm, player]) {
        const { etag, text } = await look(who)
        expect(seen.get(who.userId + etag) ?? text).toBe(text)
        expect(seen.has(who.userId + etag)).toBe(false)
        seen.set(who.userId + etag, text)
      }
    }
  })
})

describe('changing a campaign', () => {
  test('needs the version it is based on, and tells what it is now', async () => {
    const { gm, path, campaignId, etag } = await setTable(signIn)
    const body = { name: 'Пепел и соль', summary: 'Новая глава' }
    expect(await gm.call('updateCampaign', { path, body })).toMatchObject({
      status: 428,
      code: 'precondition_required',
    })
    expect(await gm.call('updateCampaign', { path, body, ifMatch: '"1"' })).toMatchObject({
      status: 412,
      code: 'precondition_failed',
    })
    const changed = await gm.call('updateCampaign', { path, body, ifMatch: await etag() })
    expect(changed).toMatchObject({ status: 200, body })
    expect(changed.etag).toBe(await etag())
    expect((await storedEvents(gateway.database, campaignId)).at(-1)).toEqual({
      type: 'campaign.campaign-updated',
      actor: gm.userId,
      data: body,
    })
  })

  test('by two at once on the same version lets one through', async () => {
    const { gm, path, etag } = await setTable(signIn)
    const ifMatch = await etag()
    const race = await Promise.all(
      ['Первая', 'Вторая', 'Третья'].map((name) =>
        gm.call('updateCampaign', { path, body: { name }, ifMatch }),
      ),
    )
    expect(statuses(race)).toEqual([200, 412, 412])
  })

  test('to what it already is changes nothing and tells nobody', async () => {
    const { gm, path, campaignId, etag } = await setTable(signIn)
    const before = (await storedEvents(gateway.database, campaignId)).length
    const tag = await etag()
    const { name } = (await gm.call('getCampaign', { path })).body
    const answer = await gm.call('updateCampaign', { path, body: { name }, ifMatch: tag })
    expect(answer).toMatchObject({ status: 200, etag: tag })
    expect(await storedEvents(gateway.database, campaignId)).toHaveLength(before)
  })

  test('to nothing, or with more than it has, is refused', async () => {
    const { gm, path, etag } = await setTable(signIn)
    const ifMatch = await etag()
    for (const body of [{}, { name: 'X', status: 'archived' }, { name: 7 }]) {
      const answer = await gm.call('updateCampaign', { path, body: body as never, ifMatch })
      expect(answer).toMatchObject({ status: 422, code: 'request_invalid' })
    }
  })
})

describe('archiving', () => {
  test('closes the open evening first, and both are told in that order', async () => {
    const { gm, player, path, campaignId, etag } = await setTable(signIn)
    const session = (await gm.call('openSession', { path, body: { title: 'Последний вечер' } })).body
    const archived = await gm.call('archiveCampaign', { path, ifMatch: await etag(), key: 'archive-0001' })
    expect(archived).toMatchObject({
      status: 200,
      body: { status: 'archived', openSessionId: null, capabilities: ['campaign.restore'] },
    })
    expect((await storedEvents(gateway.database, campaignId)).slice(-2)).toEqual([
      {
        type: 'session.session-closed',
        actor: gm.userId,
        data: { sessionId: session.id, number: 1 },
      },
      { type: 'campaign.campaign-archived', actor: gm.userId, data: {} },
    ])
    expect((await player.call('getCampaign', { path })).body).toMatchObject({
      status: 'archived',
      capabilities: [],
    })
    expect((await player.call('listSessions', { path })).body.items[0]?.closedAt).not.toBeNull()
  })

  test('twice with one key answers twice the same, though the version moved on', async () => {
    const { gm, path, etag } = await setTable(signIn)
    const ifMatch = await etag()
    const first = await gm.call('archiveCampaign', { path, ifMatch, key: 'archive-0002' })
    const second = await gm.call('archiveCampaign', { path, ifMatch, key: 'archive-0002' })
    expect(second).toMatchObject({ status: 200, body: first.body, etag: first.etag })
    expect(second.headers['idempotency-replayed']).toBe('true')
  })

  test('what is archived, and restoring what is active, changes nothing', async () => {
    const { gm, path, campaignId, etag } = await setTable(signIn)
    const active = await gm.call('restoreCampaign', { path, ifMatch: await etag() })
    expect(active).toMatchObject({ status: 200, body: { status: 'active' } })
    await gm.call('archiveCampaign', { path, ifMatch: await etag() })
    const before = await etag()
    const again = await gm.call('archiveCampaign', { path, ifMatch: before })
    expect(again).toMatchObject({ status: 200, etag: before })
    const told = (await storedEvents(gateway.database, campaignId)).filter(({ type }) =>
      /archiv|restor/.test(type),
    )
    expect(told).toHaveLength(1)
  })

  test('refuses every change until it is restored', async () => {
    const table: Table = await setTable(signIn)
    const { gm, player, stranger, path, campaignId, etag } = table
    const code = await table.invite()
    await gm.call('archiveCampaign', { path, ifMatch: await etag() })
    const member = { campaignId, userId: player.userId }
    const ifMatch = await etag()
    const refused = [
      gm.call('updateCampaign', { path, body: { name: 'X' }, ifMatch }),
      gm.call('transferCampaign', { path, body: { userId: player.userId }, ifMatch }),
      gm.call('updateMember', {
        path: member,
        body: { role: 'spectator' },
        ifMatch: await table.memberEtag(player),
      }),
      gm.call('removeMember', { path: member }),
      gm.call('createInvite', { path, body: {} }),
      stranger.call('acceptInvite', { body: { code } }),
      gm.call('openSession', { path, body: {} }),
    ]
    for (const answer of await Promise.all(refused)) {
      expect(answer).toMatchObject({ status: 409, code: 'campaign_archived' })
    }
    expect((await player.call('listMembers', { path })).body.items).toHaveLength(3)
    const restored = await gm.call('restoreCampaign', { path, ifMatch })
    expect(restored).toMatchObject({ status: 200, body: { status: 'active' } })
    expect((await storedEvents(gateway.database, campaignId)).at(-1)?.type).toBe('campaign.campaign-restored')
    expect((await stranger.call('acceptInvite', { body: { code } })).status).toBe(200)
  })

  test('needs the current version, and so does restoring', async () => {
    const { gm, path } = await setTable(signIn)
    for (const id of ['archiveCampaign', 'restoreCampaign'] as const) {
      expect(await gm.call(id, { path })).toMatchObject({ status: 428, code: 'precondition_required' })
      expect(await gm.call(id, { path, ifMatch: '"1"' })).toMatchObject({
        status: 412,
        code: 'precondition_failed',
      })
    }
  })
})

describe('a change and its event', () => {
  test('are there together or not at all', async () => {
    const table = await setTable(signIn)
    const { gm, player, stranger, path, campaignId } = table
    const code = await table.invite({ maxUses: 1 })
    const session = (await gm.call('openSession', { path, body: {} })).body
    const look = async () => ({
      campaign: await gm.call('getCampaign', { path }).then(({ etag, body }) => ({ etag, body })),
      members: (await gm.call('listMembers', { path })).body.items,
      invites: (await gm.call('listInvites', { path })).body.items,
      sessions: (await gm.call('listSessions', { path })).body.items,
      campaigns: (await gm.call('listCampaigns')).body.items,
      events: await storedEvents(gateway.database, campaignId),
    })
    const before = await look()
    const ifMatch = before.campaign.etag
    const member = { campaignId, userId: player.userId }
    const memberTag = await table.memberEtag(player)
    await breakTheLog()
    try {
      const answers = [
        await gm.call('createCampaign', { body: { name: 'Не будет', systemId: SYSTEM_ID } }),
        await gm.call('updateCampaign', { path, body: { name: 'Не будет' }, ifMatch }),
        await gm.call('archiveCampaign', { path, ifMatch, key: 'broken-0001' }),
        await gm.call('transferCampaign', { path, body: { userId: player.userId }, ifMatch }),
        await gm.call('updateMember', { path: member, body: { role: 'spectator' }, ifMatch: memberTag }),
        await gm.call('removeMember', { path: member }),
        await player.call('leaveCampaign', { path }),
        await stranger.call('acceptInvite', { body: { code } }),
        await gm.call('closeSession', { path: { ...path, sessionId: session.id } }),
      ]
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 500))
    } finally {
      await mendTheLog()
    }
    expect(await look()).toEqual(before)
    expect((await gm.call('archiveCampaign', { path, ifMatch, key: 'broken-0001' })).status).toBe(200)
  })

  async function breakTheLog(): Promise<void> {
    await sql`
      create function public.refuse_events() returns trigger language plpgsql
      as $$ begin raise exception 'the log takes nothing'; end $$
    `.execute(gateway.database.kysely)
    await sql`
      create trigger refuse_events before insert on party_log.event
      for each row execute function public.refuse_events()
    `.execute(gateway.database.kysely)
  }

  async function mendTheLog(): Promise<void> {
    await sql`drop trigger refuse_events on party_log.event`.execute(gateway.database.kysely)
    await sql`drop function public.refuse_events()`.execute(gateway.database.kysely)
  }
})
