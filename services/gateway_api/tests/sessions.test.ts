import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CampaignGateway, createCampaignGateway } from './support/campaign-gateway.ts'
import { type Person, storedEvents } from './support/seats.ts'
import { setTable } from './support/table.ts'

let gateway: CampaignGateway
let signIn: (displayName: string) => Promise<Person>

beforeAll(async () => {
  gateway = await createCampaignGateway()
  signIn = gateway.signIn
})
afterAll(() => gateway.close())

describe('opening an evening', () => {
  test('counts from one, is shown by the campaign and told to the party', async () => {
    const { gm, player, path, campaignId } = await setTable(signIn)
    const title = 'Вечер первый: соль 🧂'
    const opened = await gm.call('openSession', { path, body: { title } })
    expect(opened).toMatchObject({
      status: 201,
      body: { campaignId, number: 1, title, closedAt: null, openedBy: gm.userId },
    })
    expect(opened.headers['location']).toBe(`/v1/campaigns/${campaignId}/sessions/${opened.body.id}`)
    expect((await player.call('getCampaign', { path })).body.openSessionId).toBe(opened.body.id)
    expect((await storedEvents(gateway.database, campaignId)).at(-1)).toEqual({
      type: 'session.session-opened',
      actor: gm.userId,
      data: { sessionId: opened.body.id, number: 1, title },
    })
  })

  test('without a title tells none', async () => {
    const { gm, path, campaignId } = await setTable(signIn)
    const opened = await gm.call('openSession', { path, body: {} })
    expect(opened.body.title).toBeNull()
    expect((await storedEvents(gateway.database, campaignId)).at(-1)?.data).toEqual({
      sessionId: opened.body.id,
      number: 1,
    })
  })

  test('is refused while one is open, and goes on counting afterwards', async () => {
    const { gm, path, campaignId } = await setTable(signIn)
    const first = await gm.call('openSession', { path, body: {} })
    expect(await gm.call('openSession', { path, body: {} })).toMatchObject({
      status: 409,
      code: 'session_already_open',
    })
    await gm.call('closeSession', { path: { campaignId, sessionId: first.body.id } })
    expect((await gm.call('openSession', { path, body: {} })).body.number).toBe(2)
  })

  test('by three requests at once opens one', async () => {
    const { gm, path } = await setTable(signIn)
    const race = await Promise.all([1, 2, 3].map(() => gm.call('openSession', { path, body: {} })))
    expect(race.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect((await gm.call('listSessions', { path })).body.items).toHaveLength(1)
  })

  test('twice with one key opens one and answers the same', async () => {
    const { gm, path } = await setTable(signIn)
    const body = { title: 'Раз' }
    const first = await gm.call('openSession', { path, body, key: 'open-00001' })
    const second = await gm.call('openSession', { path, body, key: 'open-00001' })
    expect(second).toMatchObject({ status: 201, body: first.body })
    expect(second.headers['idempotency-replayed']).toBe('true')
    const other = await gm.call('openSession', { path, body: {}, key: 'open-00001' })
    expect(other).toMatchObject({ status: 422, code: 'idempotency_key_reused' })
  })
})

describe('closing an evening', () => {
  test('is told once, however often it is asked', async () => {
    const { gm, path, campaignId } = await setTable(signIn)
    const sessionId = (await gm.call('openSession', { path, body: {} })).body.id
    const first = await gm.call('closeSession', { path: { campaignId, sessionId } })
    expect(first.status).toBe(200)
    expect(first.body.closedAt).not.toBeNull()
    const { etag } = await gm.call('getCampaign', { path })
    const second = await gm.call('closeSession', { path: { campaignId, sessionId } })
    expect(second).toMatchObject({ status: 200, body: first.body })
    const race = await Promise.all(
      [1, 2].map(() => gm.call('closeSession', { path: { campaignId, sessionId } })),
    )
    expect(race.map(({ body }) => body)).toEqual([first.body, first.body])
    expect(await gm.call('getCampaign', { path })).toMatchObject({ etag, body: { openSessionId: null } })
    const told = (await storedEvents(gateway.database, campaignId)).filter(
      ({ type }) => type === 'session.session-closed',
    )
    expect(told).toEqual([
      { type: 'session.session-closed', actor: gm.userId, data: { sessionId, number: 1 } },
    ])
  })

  test('of another campaign, or of none, is not found', async () => {
    const [one, other] = [await setTable(signIn), await setTable(signIn)]
    const foreign = (await other.gm.call('openSession', { path: other.path, body: {} })).body.id
    for (const sessionId of [foreign, '0197e5a0-0000-7000-8000-000000000000']) {
      const answer = await one.gm.call('closeSession', { path: { campaignId: one.campaignId, sessionId } })
      expect(answer).toMatchObject({ status: 404, code: 'session_not_found' })
    }
  })

  test('that archiving has closed already is still answered', async () => {
    const { gm, path, campaignId, etag } = await setTable(signIn)
    const sessionId = (await gm.call('openSession', { path, body: {} })).body.id
    await gm.call('archiveCampaign', { path, ifMatch: await etag() })
    expect((await gm.call('closeSession', { path: { campaignId, sessionId } })).status).toBe(200)
  })
})

describe('the list of evenings', () => {
  test('has the newest first, in pages without holes, for everybody at the table', async () => {
    const { gm, spectator, path, campaignId } = await setTable(signIn)
    for (let number = 1; number <= 5; number += 1) {
      const { id } = (await gm.call('openSession', { path, body: { title: `№${number}` } })).body
      if (number < 5) await gm.call('closeSession', { path: { campaignId, sessionId: id } })
    }
    const seen: number[] = []
    let cursor: string | undefined
    do {
      const query = { limit: 2, ...(cursor ? { cursor } : {}) }
      const page = await spectator.call('listSessions', { path, query })
      seen.push(...page.body.items.map(({ number }) => number))
      cursor = page.body.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual([5, 4, 3, 2, 1])
  })

  test('refuses a cursor that is not one of ours', async () => {
    const { gm, path } = await setTable(signIn)
    const answer = await gm.call('listSessions', { path, query: { cursor: 'WyJhIl0' } })
    expect(answer).toMatchObject({ status: 422, code: 'cursor_invalid' })
  })
})
