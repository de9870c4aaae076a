import { TemporaryDatabaseError } from '@rpg-bot/database'
import { createEventLog, type EventLog } from '@rpg-bot/party_log'
import { events, isPublishType, type QueryOf } from '@rpg-bot/rpg_contracts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CampaignGateway, createCampaignGateway } from './support/campaign-gateway.ts'
import { createTestGateway } from './support/create-test-gateway.ts'
import { createPerson, type Person, storedEvents } from './support/seats.ts'
import { setTable, type Table } from './support/table.ts'

let gateway: CampaignGateway
let log: EventLog
/** What is only refused shares one table. */
let shared: Table

beforeAll(async () => {
  gateway = await createCampaignGateway()
  log = createEventLog({ database: gateway.database })
  shared = await setTable(gateway.signIn)
})
afterAll(async () => {
  await log.close()
  await gateway.close()
})

const nobody = '0197e5a0-0000-7000-8000-000000000000'
const types = {
  message: 'io.rpgbot.party.message-posted.v1',
  scene: 'io.rpgbot.party.scene-set.v1',
  note: 'io.rpgbot.party.note-added.v1',
  custom: 'io.rpgbot.custom.event-sent.v1',
} as const

type Publish = { type?: string; data?: object; subject?: string; key?: string }

const publish = (who: Person, table: Pick<Table, 'campaignId'>, options: Publish = {}) => {
  const { type = types.message, data = { text: 'Привет, море 🌊' }, subject, key } = options
  return who.call('publishPartyEvent', {
    path: { partyId: table.campaignId },
    body: { type, data: data as never, ...(subject === undefined ? {} : { subject }) },
    ...(key === undefined ? {} : { key }),
  })
}

const list = (
  who: Person,
  table: Pick<Table, 'campaignId'>,
  query: QueryOf<'listPartyEvents'> = {} as never,
) => who.call('listPartyEvents', { path: { partyId: table.campaignId }, query })

/** Everything from a cursor on, page by page; the pages are checked to go on where the last one ended. */
async function walk(who: Person, table: Table, query: Partial<QueryOf<'listPartyEvents'>>) {
  const pages: { sequence: string; type: string; data: object }[][] = []
  let cursor = query.cursor
  for (;;) {
    const page = await list(who, table, { ...query, ...(cursor === undefined ? {} : { cursor }) } as never)
    expect(page.status).toBe(200)
    pages.push(page.body.items)
    if (page.body.nextCursor === null) return pages
    expect(page.body.nextCursor).not.toBe(cursor)
    cursor = page.body.nextCursor
  }
}

const sequences = (items: readonly { sequence: string }[]) => items.map(({ sequence }) => Number(sequence))
const upTo = (count: number, from = 1) => Array.from({ length: count - from + 1 }, (_, index) => index + from)

describe('an event of a client', () => {
  test('is stamped, stored, answered with its place, and read back as it was sent', async () => {
    const table = await setTable(gateway.signIn)
    const { player, campaignId } = table
    const head = (await storedEvents(gateway.database, campaignId)).length
    const id = crypto.randomUUID()
    const made = await publish(player, table, { key: id, subject: 'campfire', data: { text: 'Ёж 🦔' } })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ id, status: 'stored', sequence: String(head + 1).padStart(16, '0') })
    const { items } = (await list(table.spectator, table)).body
    expect(items.at(-1)).toMatchObject({
      specversion: '1.0',
      id,
      type: types.message,
      source: `/parties/${campaignId}`,
      actor: player.userId,
      subject: 'campfire',
      sequence: made.body.sequence,
      streamepoch: made.body.epoch,
      data: { text: 'Ёж 🦔' },
    })
    for (const item of items)
      expect(events[item.type as keyof typeof events].validators.strict(item)).toBe(true)
  })

  test('without an id gets one', async () => {
    const [one, two] = [await publish(shared.player, shared), await publish(shared.player, shared)]
    expect(one.body.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
    expect(two.body.id).not.toBe(one.body.id)
  })

  test('may be of every type that clients publish, as their role allows', async () => {
    const table = await setTable(gateway.signIn)
    const samples: Record<string, object> = {
      [types.message]: { text: 'Слышите?' },
      [types.note]: { text: 'Трёхкрылая чайка' },
      [types.scene]: { title: 'Причал' },
      [types.custom]: { name: 'com.example.torch-lit', payload: { где: ['пирс', 9], lit: true } },
    }
    expect(Object.keys(samples).toSorted()).toEqual(Object.keys(events).filter(isPublishType).toSorted())
    for (const [type, data] of Object.entries(samples)) {
      expect((await publish(table.gm, table, { type, data })).status).toBe(201)
      expect(await publish(table.player, table, { type, data })).toMatchObject(
        type === types.scene ? { status: 403, code: 'game_master_required' } : { status: 201 },
      )
      expect(await publish(table.spectator, table, { type, data })).toMatchObject({
        status: 403,
        code: 'role_forbidden',
      })
      expect(await publish(table.stranger, table, { type, data })).toMatchObject({
        status: 404,
        code: 'party_not_found',
      })
    }
    await table.gm.call('archiveCampaign', { path: table.path, ifMatch: '*' })
    for (const who of [table.gm, table.player, table.spectator]) {
      expect(await publish(who, table)).toMatchObject({ status: 409, code: 'campaign_archived' })
    }
  })

  test('sent again keeps its first place; another event with its id is a conflict', async () => {
    const table = await setTable(gateway.signIn)
    const key = crypto.randomUUID()
    const first = await publish(table.player, table, { key })
    await publish(table.gm, table)
    const again = await publish(table.player, table, { key })
    expect(again).toMatchObject({ status: 201, body: { ...first.body, status: 'duplicate' } })
    const conflicts = [
      await publish(table.gm, table, { key }),
      await publish(table.player, table, { key, data: { text: 'Другое' } }),
      await publish(table.player, table, { key, type: types.note }),
    ]
    for (const answer of conflicts) expect(answer).toMatchObject({ status: 409, code: 'event_id_conflict' })
    // In another party the same id is another event.
    expect((await publish(shared.player, shared, { key })).body.status).toBe('stored')
  })

  test('sent many times at once is stored once', async () => {
    const table = await setTable(gateway.signIn)
    const before = (await storedEvents(gateway.database, table.campaignId)).length
    const key = crypto.randomUUID()
    const answers = await Promise.all(upTo(12).map(() => publish(table.player, table, { key })))
    expect(answers.every(({ status }) => status === 201)).toBe(true)
    expect(new Set(answers.map(({ body }) => body.sequence)).size).toBe(1)
    expect(answers.filter(({ body }) => body.status === 'stored')).toHaveLength(1)
    expect(await storedEvents(gateway.database, table.campaignId)).toHaveLength(before + 1)
  })

  test.each<[string, Publish, number, string]>([
    ['an unknown type', { type: 'io.rpgbot.party.dragon-summoned.v1' }, 422, 'event_type_unknown'],
    ['a name that every object has', { type: 'constructor' }, 422, 'event_type_unknown'],
    [
      'a roll that nobody rolled',
      { type: 'io.rpgbot.roll.roll-made.v1', data: {} },
      422,
      'event_not_publishable',
    ],
    ['a seat for a friend', { type: 'io.rpgbot.campaign.member-joined.v1' }, 422, 'event_not_publishable'],
    ['a control message', { type: 'io.rpgbot.sync.hello.v1' }, 422, 'event_type_unknown'],
    ['no text', { data: {} }, 422, 'request_invalid'],
    ['an empty text', { data: { text: '  ' } }, 422, 'request_invalid'],
    ['too much text', { data: { text: '🐉'.repeat(4001) } }, 422, 'request_invalid'],
    ['an unknown field', { data: { text: 'A', audience: [] } }, 422, 'request_invalid'],
    ['an id that is none', { key: 'not-a-uuid-at-all' }, 422, 'request_invalid'],
    [
      'a name that is not the integrator’s',
      { type: types.custom, data: { name: 'x', payload: {} } },
      422,
      'request_invalid',
    ],
    [
      'a payload that is no object',
      { type: types.custom, data: { name: 'com.example.a', payload: [] } },
      422,
      'request_invalid',
    ],
  ])('with %s is refused', async (_what, options, status, code) => {
    const answer = await publish(shared.gm, shared, options)
    expect(answer).toMatchObject({ status, code })
    if (options.data !== undefined && code === 'request_invalid') {
      for (const { pointer } of answer.problem.errors ?? []) expect(pointer).toMatch(/^\/data/)
    }
  })

  test('cannot name what the server owns', async () => {
    for (const name of ['id', 'actor', 'time', 'source', 'sequence', 'streamepoch', 'audience']) {
      const body = { type: types.message, data: { text: 'A' }, [name]: 'mine' }
      const path = { partyId: shared.campaignId }
      const answer = await shared.gm.call('publishPartyEvent', { path, body: body as never })
      expect(answer).toMatchObject({ status: 422, code: 'request_invalid' })
      expect(answer.problem.errors).toMatchObject([{ in: 'body', pointer: `/${name}` }])
    }
  })

  test('of an integrator carries 16 KiB and not a byte more', async () => {
    const payloadOf = (bytes: number) => ({
      text: 'я'.repeat((bytes - '{"text":""}'.length - 1) / 2),
      pad: '',
    })
    const sized = (bytes: number) => {
      const payload = payloadOf(bytes - ',"pad":""'.length)
      payload.pad = 'x'.repeat(bytes - Buffer.byteLength(JSON.stringify(payload)))
      return { type: types.custom, data: { name: 'com.example.big', payload } }
    }
    expect(await publish(shared.player, shared, sized(16 * 1024))).toMatchObject({ status: 201 })
    const over = await publish(shared.player, shared, sized(16 * 1024 + 1))
    expect(over).toMatchObject({ status: 422, code: 'request_invalid' })
    expect(over.problem.errors).toMatchObject([{ pointer: '/data/payload', rule: 'maxBytes' }])
  })

  test('that the log cannot take for the moment may be sent again', async () => {
    const broken: EventLog = {
      ...log,
      append: async () => {
        throw new TemporaryDatabaseError('lock_timeout', 'unknown', new Error('busy'))
      },
    }
    const { database } = gateway
    const second = await createTestGateway({ database, overrides: { eventLog: broken } })
    try {
      const person = createPerson(second.app, await second.signIn())
      const body = { name: 'A', systemId: 'minimal' }
      const campaignId = (await person.call('createCampaign', { body })).body.id
      const answer = await publish(person, { campaignId })
      expect([answer.status, answer.code]).toEqual([503, 'temporarily_unavailable'])
      expect(answer.headers['retry-after']).toBe('1')
    } finally {
      await second.close()
    }
  })
})

describe('reading the log', () => {
  test('is for members; strangers learn nothing', async () => {
    for (const partyId of [shared.campaignId, nobody]) {
      const path = { partyId }
      expect(await shared.stranger.call('listPartyEvents', { path })).toMatchObject({
        status: 404,
        code: 'party_not_found',
      })
      const body = { type: types.message, data: { text: 'A' } }
      expect(await shared.stranger.call('publishPartyEvent', { path, body })).toMatchObject({
        status: 404,
        code: 'party_not_found',
      })
    }
    for (const who of [shared.gm, shared.player, shared.spectator]) {
      expect((await list(who, shared)).status).toBe(200)
    }
    const table = await setTable(gateway.signIn)
    const path = { campaignId: table.campaignId, userId: table.player.userId }
    await table.gm.call('removeMember', { path })
    expect((await list(table.player, table)).status).toBe(404)
  })

  test('forwards replays everything in order, page by page, and ends at the head', async () => {
    const table = await setTable(gateway.signIn)
    for (const number of upTo(9)) await publish(table.player, table, { data: { text: `№${number}` } })
    const all = (await list(table.gm, table, { limit: 256 } as never)).body
    const count = all.items.length
    expect(sequences(all.items)).toEqual(upTo(count))
    expect(all).toMatchObject({
      nextCursor: null,
      head: String(count).padStart(16, '0'),
      floor: '0'.repeat(16),
    })
    for (const limit of [1, 4, count]) {
      const pages = await walk(table.gm, table, { limit })
      expect(pages.flat()).toEqual(all.items)
      expect(pages.every((page) => page.length <= limit)).toBe(true)
    }
    // Any event is a cursor: what follows it comes next.
    const fifth = all.items[4]!
    const after = await list(table.gm, table, { cursor: `${fifth.streamepoch}.${fifth.sequence}` } as never)
    expect(after.body.items).toEqual(all.items.slice(5))
    const atHead = await list(table.gm, table, { cursor: `${all.epoch}.${all.head}` } as never)
    expect(atHead.body).toMatchObject({ items: [], nextCursor: null, head: all.head })
  })

  test('backwards scrolls from the newest to the oldest, each page oldest first', async () => {
    const table = await setTable(gateway.signIn)
    for (const number of upTo(9)) await publish(table.player, table, { data: { text: `№${number}` } })
    const all = (await list(table.gm, table, { limit: 256 } as never)).body
    for (const limit of [1, 5, 256]) {
      const pages = await walk(table.gm, table, { limit, direction: 'backward' })
      expect(pages.toReversed().flat()).toEqual(all.items)
    }
    const newest = await list(table.gm, table, { limit: 3, direction: 'backward' })
    expect(newest.body.items).toEqual(all.items.slice(-3))
    const third = all.items[2]!
    const cursor = `${third.streamepoch}.${third.sequence}`
    const before = await list(table.gm, table, { cursor, direction: 'backward' } as never)
    expect(before.body).toMatchObject({ items: all.items.slice(0, 2), nextCursor: null })
  })

  test('skips what is hidden, and the cursor moves over it', async () => {
    const table = await setTable(gateway.signIn)
    const head = Number((await list(table.gm, table)).body.head)
    const secret = { expression: '1d20', visibility: 'self' } as const
    for (const _ of upTo(5)) await table.gm.call('createRoll', { path: table.path, body: secret })
    await publish(table.player, table)
    for (const _ of upTo(5)) await table.gm.call('createRoll', { path: table.path, body: secret })

    for (const direction of ['forward', 'backward'] as const) {
      const pages = await walk(table.player, table, { limit: 2, direction })
      expect(pages.some((page) => page.length === 0)).toBe(true)
      const seen = sequences(pages.flat()).toSorted((left, right) => left - right)
      expect(seen).toEqual([...upTo(head), head + 6])
      expect(JSON.stringify(pages)).not.toContain('roll')
      expect((await walk(table.gm, table, { limit: 256, direction })).flat()).toHaveLength(head + 11)
    }
    // At the end of a log that ends in secrets, head says where to go on.
    const page = (await list(table.player, table)).body
    const next = await list(table.player, table, { cursor: `${page.epoch}.${page.head}` } as never)
    expect(next.body).toMatchObject({ items: [], nextCursor: null })
  })

  test('is bounded: a page covers 256 places, and ends early when its events are large', async () => {
    expect(await list(shared.gm, shared, { limit: 257 } as never)).toMatchObject({ status: 422 })
    expect(await list(shared.gm, shared, { limit: 0 } as never)).toMatchObject({ status: 422 })
    const table = await setTable(gateway.signIn)
    const data = { name: 'com.example.big', payload: { text: 'x'.repeat(16_000) } }
    const bodies = upTo(80).map((number) => {
      const id = `0197e5a0-0000-7000-8000-${String(number).padStart(12, '0')}`
      const source = `/parties/${table.campaignId}`
      const time = new Date().toISOString()
      const fixed = { specversion: '1.0', datacontenttype: 'application/json' }
      return { ...fixed, id, type: types.custom, source, time, data }
    })
    for (const body of bodies) {
      const { id, type } = body
      await log.append(table.campaignId, [{ id, type, actorId: null, audience: null, body }])
    }
    for (const direction of ['forward', 'backward'] as const) {
      const pages = await walk(table.gm, table, { limit: 256, direction })
      expect(pages.length).toBe(2)
      for (const page of pages) expect(JSON.stringify(page).length).toBeLessThan(1_100_000)
      const seen = sequences(pages.flat()).toSorted((left, right) => left - right)
      expect(seen).toEqual(upTo(seen.length))
      expect(seen.length).toBeGreaterThanOrEqual(80)
    }
  })

  test('with a cursor of another history, from before the floor or beyond the head is refused', async () => {
    const table = await setTable(gateway.signIn)
    for (const _ of upTo(5)) await publish(table.player, table)
    const { epoch, head } = (await list(table.gm, table)).body
    const at = (sequence: number, of = epoch) => `${of}.${String(sequence).padStart(16, '0')}`
    await log.trim(table.campaignId, 4)
    for (const direction of ['forward', 'backward'] as const) {
      const read = (cursor: string) => list(table.gm, table, { cursor, direction } as never)
      for (const stale of [at(3), at(0), at(Number(head) + 1), at(5, 'AAAAAAAAAAA')]) {
        expect(await read(stale), stale).toMatchObject({ status: 410, code: 'cursor_expired' })
      }
      expect((await read(at(4))).status).toBe(200)
    }
    const rest = (await list(table.gm, table)).body
    expect(rest).toMatchObject({ floor: String(4).padStart(16, '0'), nextCursor: null })
    expect(sequences(rest.items)).toEqual(upTo(Number(head), 5))
    const back = await walk(table.gm, table, { limit: 2, direction: 'backward' })
    expect(sequences(back.toReversed().flat())).toEqual(upTo(Number(head), 5))
    const atFloor = await list(table.gm, table, { cursor: at(4), direction: 'backward' } as never)
    expect(atFloor.body).toMatchObject({ items: [], nextCursor: null })
    await log.trim(table.campaignId, Number(head))
    expect((await list(table.gm, table)).body).toMatchObject({ items: [], nextCursor: null, head })
    expect((await list(table.gm, table, { cursor: `${epoch}.${head}` } as never)).status).toBe(200)
  })

  test('with a cursor that is none is refused as input', async () => {
    for (const cursor of [
      'x',
      'AAAAAAAAAAA.1',
      `AAAAAAAAAAA.${'９'.repeat(16)}`,
      `ААААААААААА.${'0'.repeat(16)}`,
    ]) {
      expect(await list(shared.gm, shared, { cursor } as never)).toMatchObject({ status: 422 })
    }
    const beyond = `AAAAAAAAAAA.${'9'.repeat(16)}`
    expect(await list(shared.gm, shared, { cursor: beyond } as never)).toMatchObject({
      status: 422,
      code: 'cursor_invalid',
    })
    expect(await list(shared.gm, shared, { direction: 'sideways' } as never)).toMatchObject({ status: 422 })
  })
})

describe('many people at once', () => {
  test('get a dense log with everything that was acknowledged, each speaker in order', async () => {
    const table = await setTable(gateway.signIn)
    const before = (await storedEvents(gateway.database, table.campaignId)).length
    const speak = async (who: Person, name: string) => {
      const places: number[] = []
      for (const number of upTo(15)) {
        const { body } = await publish(who, table, { data: { text: `${name} ${number}` } })
        places.push(Number(body.sequence))
      }
      return places
    }
    const roll = async () => {
      const body = { expression: '2d6', visibility: 'gm' } as const
      for (const _ of upTo(10)) await table.player.call('createRoll', { path: table.path, body })
    }
    const spoken = await Promise.all([speak(table.gm, 'мастер'), speak(table.player, 'игрок'), roll()])
    const all = (await walk(table.gm, table, { limit: 7 })).flat()
    expect(sequences(all)).toEqual(upTo(before + 40))
    for (const places of spoken.slice(0, 2)) {
      expect(places).toEqual(places?.toSorted((left, right) => left - right))
      expect(places?.every((place) => all.some(({ sequence }) => Number(sequence) === place))).toBe(true)
    }
  })
})

describe('speaking as a character', () => {
  const make = async (who: Person, table: Table, body: { name: string; ownerId?: string }) =>
    (await who.call('createCharacter', { path: table.path, body })).body.id
  const speak = (who: Person, table: Table, characterId: string) =>
    publish(who, table, { data: { text: 'Свет мой 🔦', characterId } })

  test('is for whoever owns it, and for the game master', async () => {
    const table = await setTable(gateway.signIn)
    const hero = await make(table.player, table, { name: 'Алёна' })
    expect((await speak(table.player, table, hero)).status).toBe(201)
    expect((await speak(table.gm, table, hero)).status).toBe(201)
  })

  test('of somebody else, of another campaign, gone or never there is refused alike and stores nothing', async () => {
    const [table, other] = [await setTable(gateway.signIn), await setTable(gateway.signIn)]
    const foreign = await make(table.gm, table, { name: 'Хранитель' })
    const elsewhere = await make(other.gm, other, { name: 'Чужак' })
    const gone = await make(table.player, table, { name: 'Тень' })
    const path = { ...table.path, characterId: gone }
    await table.player.call('deleteCharacter', { path, ifMatch: '*' })
    const before = await storedEvents(gateway.database, table.campaignId)
    const refusals = [
      await speak(table.player, table, foreign),
      await speak(table.player, table, gone),
      await speak(table.gm, table, elsewhere),
      await speak(table.gm, table, nobody),
    ]
    for (const { status, problem } of refusals) {
      expect(status).toBe(422)
      expect(problem).toMatchObject({ code: 'character_unknown' })
      expect(problem.errors).toEqual([
        expect.objectContaining({ in: 'body', pointer: '/data/characterId', rule: 'character' }),
      ])
    }
    expect(new Set(refusals.map(({ problem }) => problem.errors?.[0]?.message)).size).toBe(1)
    expect(await storedEvents(gateway.database, table.campaignId)).toEqual(before)
  })
})
