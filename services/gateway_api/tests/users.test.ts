import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestGateway, type Person, type TestGateway } from './support/create-test-gateway.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await createTestGateway()
})
afterAll(() => gateway.close())

const change = (person: Person, body: object, ifMatch = '*') =>
  person.call('updateMe', { body, headers: { 'if-match': ifMatch } })

describe('the person', () => {
  test('is read with an entity tag, and not sent again while nothing changed', async () => {
    const person = await gateway.signIn()
    const first = await person.call('getMe')
    const again = await person.call('getMe', { headers: { 'if-none-match': String(first.headers.etag) } })
    expect(again.status).toBe(304)
    expect(again.body).toBeUndefined()
    await change(person, { displayName: 'Новое имя' })
    const changed = await person.call('getMe', { headers: { 'if-none-match': String(first.headers.etag) } })
    expect(changed.status).toBe(200)
  })

  test('changes name and language on top of what was read', async () => {
    const person = await gateway.signIn()
    const { headers } = await person.call('getMe')
    const answer = await change(person, { displayName: 'Ёжик 🦔', locale: 'ru' }, String(headers.etag))
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ displayName: 'Ёжик 🦔', locale: 'ru' })
    expect(answer.headers.etag).toBe('"2"')
    expect((await person.call('getMe')).body).toEqual(answer.body)
  })

  test('is not changed on top of something else', async () => {
    const person = await gateway.signIn()
    const missing = await person.call('updateMe', { body: { displayName: 'A' } })
    expect(missing.problem).toMatchObject({ status: 428, code: 'precondition_required' })
    for (const ifMatch of ['"2"', 'W/"1"', '1', '"Ё"']) {
      const stale = await change(person, { displayName: 'A' }, Buffer.from(ifMatch).toString('latin1'))
      expect(stale.problem).toMatchObject({ status: 412, code: 'precondition_failed' })
    }
    expect((await person.call('getMe')).body.displayName).toBe('Player')
  })

  test('changed by twenty at the same moment on top of one version changes once', async () => {
    const person = await gateway.signIn()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => change(person, { displayName: `Name ${index}` }, '"1"')),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(19)
  })

  test('keeps a name chosen here at later sign-ins, and takes over one from Telegram until then', async () => {
    const person = await gateway.signIn({ firstName: 'Before' })
    expect((await gateway.signIn({ id: person.telegramUserId, firstName: 'After' })).displayName).toBe(
      'After',
    )
    await change(person, { displayName: 'Chosen' })
    const later = await gateway.signIn({ id: person.telegramUserId, firstName: 'Telegram' })
    expect(later.displayName).toBe('Chosen')
    await change(person, { locale: null })
    expect((await later.call('getMe')).body.displayName).toBe('Chosen')
  })

  test('keeps its version at a sign-in that brings no news', async () => {
    const person = await gateway.signIn({ firstName: 'Same' })
    const { headers } = await person.call('getMe')
    await gateway.signIn({ id: person.telegramUserId, firstName: 'Same' })
    expect((await person.call('getMe')).headers.etag).toBe(headers.etag)
    await gateway.signIn({ id: person.telegramUserId, firstName: 'Other' })
    expect((await person.call('getMe')).headers.etag).not.toBe(headers.etag)
  })

  test.each<[string, unknown, string]>([
    ['nothing', {}, ''],
    ['a blank name', { displayName: ' \t ' }, '/displayName'],
    ['an empty name', { displayName: '' }, '/displayName'],
    ['a name of 65 letters', { displayName: 'ё'.repeat(65) }, '/displayName'],
    ['a number for a name', { displayName: 5 }, '/displayName'],
    ['an unknown language', { locale: 'de' }, '/locale'],
    ['an unknown field', { displayName: 'A', isAdmin: true }, '/isAdmin'],
    ['another id', { id: '0197e5a0-0000-7000-8000-000000000000' }, '/id'],
    ['a list', [], ''],
    ['a text', '"x"', ''],
    ['null', 'null', ''],
  ])('is not changed to %s', async (_name, body, pointer) => {
    const person = await gateway.signIn()
    const answer = await person.call('updateMe', {
      body,
      headers: { 'if-match': '*', 'content-type': 'application/json' },
    })
    expect(answer.problem).toMatchObject({ status: 422, code: 'request_invalid' })
    expect(answer.problem.errors?.map((error) => [error.in, error.pointer])).toContainEqual(['body', pointer])
    expect((await person.call('getMe')).headers.etag).toBe('"1"')
  })

  test('may have a name of 64 family emoji letters, counted as the contract counts', async () => {
    const person = await gateway.signIn()
    const displayName = '🦔'.repeat(64)
    expect((await change(person, { displayName })).body.displayName).toBe(displayName)
  })
})

describe('the export', () => {
  test('holds what is stored about the person and nothing of anybody else', async () => {
    const [person, other] = [await gateway.signIn({ firstName: 'Экспорт' }), await gateway.signIn()]
    const body = { name: 'Кампания 🎲', systemId: 'minimal' }
    const campaign = (await person.call('createCampaign', { body })).body
    await other.call('createCampaign', { body: { ...body, name: 'Not mine' } })
    const answer = await person.call('exportMe')
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      truncated: false,
      telegramUserId: person.telegramUserId,
      user: { id: person.userId, displayName: 'Экспорт' },
      signIns: [{ id: person.signInId, current: true }],
      memberships: [{ campaignId: campaign.id, campaignName: 'Кампания 🎲', role: 'gm' }],
    })
    expect(JSON.stringify(answer.body)).not.toContain('Not mine')
    expect(JSON.stringify(answer.body)).not.toContain(other.userId)
  })
})

describe('deleting the account', () => {
  const remove = (person: Person, ifMatch = '*') =>
    person.call('deleteMe', { headers: { 'if-match': ifMatch } })

  test('needs the current version', async () => {
    const person = await gateway.signIn()
    expect((await person.call('deleteMe')).problem).toMatchObject({ status: 428 })
    expect((await remove(person, '"9"')).problem).toMatchObject({ status: 412 })
    expect((await person.call('getMe')).status).toBe(200)
  })

  test('ends every sign-in and removes name and Telegram identity', async () => {
    const person = await gateway.signIn({ firstName: 'Исчезну' })
    const second = await gateway.signIn({ id: person.telegramUserId, firstName: 'Исчезну' })
    expect((await remove(person)).status).toBe(204)
    for (const { call, refreshToken } of [person, second]) {
      expect((await call('getMe')).problem).toMatchObject({ status: 401, code: 'sign_in_revoked' })
      const refreshed = await gateway.call('refreshSignIn', { body: { refreshToken } })
      expect(refreshed.problem.code).toBe('sign_in_revoked')
    }
    const row = await gateway.database.kysely
      .selectFrom('gateway_api.users')
      .selectAll()
      .where('id', '=', person.userId)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ telegram_user_id: null, username: null, language_code: null })
    expect(row.display_name).not.toContain('Исчезну')
  })

  test('lets the same Telegram user come back as somebody new', async () => {
    const person = await gateway.signIn()
    await remove(person)
    const back = await gateway.signIn({ id: person.telegramUserId })
    expect(back.userId).not.toBe(person.userId)
    expect((await back.call('listCampaigns')).body.items).toEqual([])
  })

  test('is refused while others sit at a table that the person leads, and then nothing is lost', async () => {
    const [master, player] = [await gateway.signIn(), await gateway.signIn()]
    const { body: campaign } = await master.call('createCampaign', {
      body: { name: 'Table', systemId: 'minimal' },
    })
    const params = { campaignId: campaign.id }
    const invite = await master.call('createInvite', { params, body: { role: 'player' } })
    await player.call('acceptInvite', { body: { code: invite.body.code } })
    expect((await remove(master)).problem).toMatchObject({ status: 409, code: 'game_master_must_transfer' })
    expect((await master.call('getCampaign', { params })).body).toMatchObject({
      status: 'active',
      memberCount: 2,
    })
    expect((await remove(player)).status).toBe(204)
    expect((await master.call('getCampaign', { params })).body.memberCount).toBe(1)
    expect((await remove(master)).status).toBe(204)
  })

  test('tells the tables that the person left', async () => {
    const [master, player] = [await gateway.signIn(), await gateway.signIn()]
    const { body: campaign } = await master.call('createCampaign', {
      body: { name: 'Table', systemId: 'minimal' },
    })
    const invite = await master.call('createInvite', {
      params: { campaignId: campaign.id },
      body: { role: 'player' },
    })
    await player.call('acceptInvite', { body: { code: invite.body.code } })
    await remove(player)
    const log = await gateway.eventLog.read(campaign.id, { after: 0 })
    if (!log.ok) throw new Error(log.reason)
    expect(log.events.at(-1)).toMatchObject({
      type: 'io.rpgbot.campaign.member-left.v1',
      actorId: player.userId,
    })
  })

  test('twice at the same moment deletes once', async () => {
    const person = await gateway.signIn()
    const statuses = (await Promise.all([remove(person), remove(person)])).map(({ status }) => status)
    expect(statuses.sort()).toEqual([204, 401])
  })
})
