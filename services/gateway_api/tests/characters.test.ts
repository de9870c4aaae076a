import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MAX_CHARACTERS } from '../src/characters/character-changes.ts'
import { loadRuleSystems } from '../src/systems/load-rule-systems.ts'
import { type CampaignGateway, createCampaignGateway } from './support/campaign-gateway.ts'
import { type Person, storedEvents } from './support/seats.ts'
import { setTable, type Table } from './support/table.ts'

let gateway: CampaignGateway
/** What only reads or is refused shares one table. */
let shared: Table

beforeAll(async () => {
  gateway = await createCampaignGateway()
  shared = await setTable(gateway.signIn)
})
afterAll(() => gateway.close())

const ruleSystems = loadRuleSystems()
const sheetOf = (systemId: string) => structuredClone(ruleSystems.find(systemId)!.definition.defaultSheet)
const nobody = '0197e5a0-0000-7000-8000-000000000000'

async function make(
  who: Person,
  table: Table,
  body: { name?: string; ownerId?: string; sheet?: object } = {},
) {
  const made = await who.call('createCharacter', {
    path: table.path,
    body: { name: 'Веста Сольная 🕯', ...body } as never,
  })
  if (made.status !== 201) throw new Error(`No character: ${made.status} ${made.code}`)
  return made
}

const pathOf = (table: Table, characterId: string) => ({ campaignId: table.campaignId, characterId })

async function told(table: Table): Promise<unknown[]> {
  const events = await storedEvents(gateway.database, table.campaignId)
  return events.filter(({ type }) => type.startsWith('character.'))
}

describe('a new character', () => {
  test('of a player is theirs, has the default sheet, derived values and an event', async () => {
    const table = await setTable(gateway.signIn)
    const made = await make(table.player, table)
    const { id } = made.body
    expect(made.body).toMatchObject({
      campaignId: table.campaignId,
      ownerId: table.player.userId,
      name: 'Веста Сольная 🕯',
      sheet: sheetOf('minimal'),
      derived: { might: 0, grace: 0, wits: 0, heart: 0, harmLeft: 6 },
    })
    expect(made.etag).toBe('"1"')
    expect(made.headers['location']).toBe(`/v1/campaigns/${table.campaignId}/characters/${id}`)
    const read = await table.spectator.call('getCharacter', { path: pathOf(table, id) })
    expect(read).toMatchObject({ status: 200, body: made.body, etag: '"1"' })
    expect(await told(table)).toEqual([
      {
        type: 'character.character-created',
        actor: table.player.userId,
        data: { characterId: id, ownerId: table.player.userId, name: 'Веста Сольная 🕯' },
      },
    ])
  })

  test('can be made for anybody at the table, but only by the game master', async () => {
    const table = await setTable(gateway.signIn)
    const { gm, player, spectator } = table
    for (const { userId } of [player, spectator]) {
      expect((await make(gm, table, { ownerId: userId })).body.ownerId).toBe(userId)
    }
    expect((await make(player, table, { ownerId: player.userId })).body.ownerId).toBe(player.userId)
    const { path } = table
    const forGm = { name: 'A', ownerId: gm.userId }
    expect(await player.call('createCharacter', { path, body: forGm })).toMatchObject({
      status: 403,
      code: 'game_master_required',
    })
    for (const ownerId of [table.stranger.userId, nobody]) {
      const answer = await gm.call('createCharacter', { path, body: { name: 'A', ownerId } })
      expect(answer).toMatchObject({ status: 422, code: 'member_unknown' })
      expect(answer.problem.errors).toMatchObject([{ in: 'body', pointer: '/ownerId' }])
    }
  })

  test('is not for spectators, and not for archived campaigns', async () => {
    const table = await setTable(gateway.signIn)
    const body = { name: 'A' }
    expect(await table.spectator.call('createCharacter', { path: table.path, body })).toMatchObject({
      status: 403,
      code: 'role_forbidden',
    })
    await table.gm.call('archiveCampaign', { path: table.path, ifMatch: '*' })
    for (const who of [table.gm, table.player]) {
      expect(await who.call('createCharacter', { path: table.path, body })).toMatchObject({
        status: 409,
        code: 'campaign_archived',
      })
    }
    expect(await told(table)).toEqual([])
  })

  test('needs a sheet that fits, down to the last number', async () => {
    const { player, path } = shared
    const good = sheetOf('minimal') as { traits: Record<string, unknown>; concept: unknown }
    const broken: [string, object, string][] = [
      ['/sheet/traits/might', { ...good, traits: { ...good.traits, might: 99 } }, 'maximum'],
      ['/sheet/traits/might', { ...good, traits: { ...good.traits, might: 1.5 } }, 'type'],
      ['/sheet/traits/might', { ...good, traits: { ...good.traits, might: '1' } }, 'type'],
      ['/sheet/traits/сила', { ...good, traits: { ...good.traits, сила: 1 } }, 'additionalProperties'],
      ['/sheet/isAdmin', { ...good, isAdmin: true }, 'additionalProperties'],
      ['/sheet/concept', { ...good, concept: '🐉'.repeat(201) }, 'maxLength'],
      ['/sheet/concept', {}, 'required'],
      ['/sheet', { ...good, notes: 'я'.repeat(16_400) }, 'maxBytes'],
    ]
    for (const [pointer, sheet, rule] of broken) {
      const answer = await player.call('createCharacter', {
        path,
        body: { name: 'A', sheet: sheet as never },
      })
      expect(answer, pointer).toMatchObject({ status: 422, code: 'sheet_invalid' })
      expect(answer.problem.errors).toContainEqual(expect.objectContaining({ in: 'body', pointer, rule }))
    }
  })

  test('needs a name with something in it', async () => {
    const { player, path } = shared
    for (const name of ['', '   ', '🐉'.repeat(81)]) {
      expect(await player.call('createCharacter', { path, body: { name } })).toMatchObject({
        status: 422,
        code: 'request_invalid',
      })
    }
    const longest = await make(player, shared, { name: '🐉'.repeat(80) })
    expect(longest.body.name).toBe('🐉'.repeat(80))
  })

  test('is made once, however often the request comes', async () => {
    const table = await setTable(gateway.signIn)
    const body = { name: 'Однажды' }
    const send = () => table.player.call('createCharacter', { path: table.path, body, key: 'once-only' })
    const answers = await Promise.all([send(), send(), send()])
    const made = answers.filter(({ status }) => status === 201)
    expect(answers.every(({ status, code }) => status === 201 || code === 'request_in_progress')).toBe(true)
    const again = await send()
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(new Set([...made, again].map(({ body: { id } }) => id)).size).toBe(1)
    expect(again.etag).toBe('"1"')
    expect(await told(table)).toHaveLength(1)
    const other = { path: table.path, body: { name: 'Дважды' }, key: 'once-only' }
    expect(await table.player.call('createCharacter', other)).toMatchObject({
      status: 422,
      code: 'idempotency_key_reused',
    })
  })

  test('is the hundredth at the most, also in a race', async () => {
    const table = await setTable(gateway.signIn)
    const { gm, player, path } = table
    for (let number = 1; number < MAX_CHARACTERS; number += 1) await make(gm, table, { name: `№${number}` })
    const race = await Promise.all(
      [gm, player, gm, player].map((who) =>
        who.call('createCharacter', { path, body: { name: 'Последний' } }),
      ),
    )
    expect(race.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409])
    expect(race.filter(({ code }) => code === 'character_limit')).toHaveLength(3)
  })
})

describe('the list of characters', () => {
  test('goes by name, in pages without holes, without sheets, for everybody at the table', async () => {
    const table = await setTable(gateway.signIn)
    const names = ['Яна', 'Борис', 'Аня', 'moss', 'Moss', 'Аня']
    for (const name of names) await make(table.player, table, { name })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const query = { limit: 2, ...(cursor === undefined ? {} : { cursor }) }
      const page = await table.spectator.call('listCharacters', { path: table.path, query })
      expect(page.status).toBe(200)
      for (const item of page.body.items) expect(item).not.toHaveProperty('sheet')
      seen.push(...page.body.items.map(({ name }) => name))
      cursor = page.body.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(['Moss', 'moss', 'Аня', 'Аня', 'Борис', 'Яна'])
    const bad = await table.gm.call('listCharacters', { path: table.path, query: { cursor: 'WyJhIl0' } })
    expect(bad).toMatchObject({ status: 422, code: 'cursor_invalid' })
  })
})

describe('a change of a character', () => {
  test('is for its player and the game master; it counts the version and is announced', async () => {
    const table = await setTable(gateway.signIn)
    const { id } = (await make(table.player, table)).body
    const path = pathOf(table, id)
    const sheet = sheetOf('minimal') as { traits: object; conditions: object }
    const stronger = {
      ...sheet,
      traits: { ...sheet.traits, might: 3 },
      conditions: { ...sheet.conditions, tired: true },
    }
    const first = await table.player.call('updateCharacter', {
      path,
      body: { sheet: stronger },
      ifMatch: '"1"',
    })
    expect(first).toMatchObject({
      status: 200,
      etag: '"2"',
      body: { sheet: stronger, derived: { might: 2, grace: -1 } },
    })
    const second = await table.gm.call('updateCharacter', {
      path,
      body: { name: 'Веста' },
      ifMatch: first.etag,
    })
    expect(second).toMatchObject({ status: 200, etag: '"3"', body: { name: 'Веста', sheet: stronger } })
    expect((await told(table)).slice(1)).toEqual(
      [
        { actor: table.player.userId, name: 'Веста Сольная 🕯' },
        { actor: table.gm.userId, name: 'Веста' },
      ].map(({ actor, name }) => ({
        type: 'character.character-updated',
        actor,
        data: { characterId: id, ownerId: table.player.userId, name },
      })),
    )
  })

  test('to what it already is changes nothing', async () => {
    const table = await setTable(gateway.signIn)
    const made = await make(table.player, table)
    const path = pathOf(table, made.body.id)
    const reversed = Object.fromEntries(Object.entries(made.body.sheet).toReversed())
    const body = { name: made.body.name, sheet: reversed }
    expect(await table.player.call('updateCharacter', { path, body, ifMatch: '"1"' })).toMatchObject({
      status: 200,
      etag: '"1"',
      body: made.body,
    })
    expect(await told(table)).toHaveLength(1)
  })

  test('needs the version it is based on', async () => {
    const table = await setTable(gateway.signIn)
    const path = pathOf(table, (await make(table.player, table)).body.id)
    const body = { name: 'Поздно' }
    for (const operation of ['updateCharacter', 'deleteCharacter'] as const) {
      const parts = operation === 'updateCharacter' ? { path, body } : { path }
      expect(await table.player.call(operation, parts as never)).toMatchObject({ status: 428 })
      for (const ifMatch of ['"7"', 'W/"1"', '"1']) {
        expect(await table.player.call(operation, { ...parts, ifMatch } as never)).toMatchObject({
          status: 412,
          code: 'precondition_failed',
        })
      }
    }
    expect((await table.player.call('getCharacter', { path })).etag).toBe('"1"')
  })

  test('wins alone when two come at once', async () => {
    const table = await setTable(gateway.signIn)
    const path = pathOf(table, (await make(table.player, table)).body.id)
    const race = await Promise.all(
      [table.player, table.gm].map((who, number) =>
        who.call('updateCharacter', { path, body: { name: `№${number}` }, ifMatch: '"1"' }),
      ),
    )
    expect(race.map(({ status }) => status).toSorted()).toEqual([200, 412])
    expect(await told(table)).toHaveLength(2)
  })

  test('by anybody else is refused, and nothing moves', async () => {
    const table = await setTable(gateway.signIn)
    const other = await gateway.signIn('Борис')
    await table.seat(other)
    const made = await make(table.player, table)
    const path = pathOf(table, made.body.id)
    const refusals = [
      [other, 403, 'owner_required'],
      [table.spectator, 403, 'role_forbidden'],
      [table.stranger, 404, 'campaign_not_found'],
    ] as const
    for (const [who, status, code] of refusals) {
      const update = await who.call('updateCharacter', { path, body: { name: 'Моё' }, ifMatch: '*' })
      expect(update).toMatchObject({ status, code })
      expect(await who.call('deleteCharacter', { path, ifMatch: '*' })).toMatchObject({ status, code })
    }
    expect((await table.player.call('getCharacter', { path })).body).toEqual(made.body)
    expect(await told(table)).toHaveLength(1)
  })

  test('with a sheet that does not fit is refused as a whole', async () => {
    const table = await setTable(gateway.signIn)
    const path = pathOf(table, (await make(table.player, table)).body.id)
    const body = { name: 'Новое имя', sheet: {} }
    expect(await table.player.call('updateCharacter', { path, body, ifMatch: '*' })).toMatchObject({
      status: 422,
      code: 'sheet_invalid',
    })
    expect((await table.player.call('getCharacter', { path })).body.name).toBe('Веста Сольная 🕯')
  })

  test('in an archived campaign is refused; reading goes on', async () => {
    const table = await setTable(gateway.signIn)
    const path = pathOf(table, (await make(table.player, table)).body.id)
    await table.gm.call('archiveCampaign', { path: table.path, ifMatch: '*' })
    for (const who of [table.player, table.gm]) {
      const update = await who.call('updateCharacter', { path, body: { name: 'Моё' }, ifMatch: '*' })
      expect(update).toMatchObject({ status: 409, code: 'campaign_archived' })
      expect(await who.call('deleteCharacter', { path, ifMatch: '*' })).toMatchObject({ status: 409 })
    }
    expect((await table.spectator.call('getCharacter', { path })).status).toBe(200)
  })
})

describe('a deleted character', () => {
  test('is gone and announced once; a second deletion finds nothing', async () => {
    const table = await setTable(gateway.signIn)
    const { id } = (await make(table.player, table)).body
    const path = pathOf(table, id)
    const race = await Promise.all(
      [table.player, table.gm].map((who) => who.call('deleteCharacter', { path, ifMatch: '"1"' })),
    )
    expect(race.map(({ status }) => status).toSorted()).toEqual([204, 404])
    expect(await table.gm.call('getCharacter', { path })).toMatchObject({
      status: 404,
      code: 'character_not_found',
    })
    expect((await told(table)).slice(1)).toMatchObject([
      { type: 'character.character-deleted', data: { characterId: id } },
    ])
  })
})

describe('characters of others', () => {
  test('do not exist for strangers, nor under another campaign', async () => {
    const table = await setTable(gateway.signIn)
    const { id } = (await make(table.player, table)).body
    const path = pathOf(table, id)
    expect(await table.stranger.call('getCharacter', { path })).toMatchObject({
      status: 404,
      code: 'campaign_not_found',
    })
    expect(await table.stranger.call('listCharacters', { path: table.path })).toMatchObject({ status: 404 })
    const creation = { path: table.path, body: { name: 'A' } }
    expect(await table.stranger.call('createCharacter', creation)).toMatchObject({ status: 404 })
    for (const foreign of [pathOf(shared, id), pathOf(shared, nobody)]) {
      const answers = [
        await shared.gm.call('getCharacter', { path: foreign }),
        await shared.gm.call('updateCharacter', { path: foreign, body: { name: 'A' }, ifMatch: '*' }),
        await shared.gm.call('deleteCharacter', { path: foreign, ifMatch: '*' }),
      ]
      for (const answer of answers) expect(answer).toMatchObject({ status: 404, code: 'character_not_found' })
    }
  })
})

describe('an account', () => {
  test('exports its characters and its rolls, and takes the characters along when it goes', async () => {
    const table = await setTable(gateway.signIn)
    const { player, path, campaignId } = table
    const older = await make(player, table, { name: 'Старшая' })
    const newer = await make(player, table, { name: 'Младшая' })
    await make(table.gm, table, { name: 'Чужая' })
    const rolls = [
      await player.call('createRoll', { path, body: { expression: '1d20', visibility: 'self' } }),
      await player.call('createRoll', { path, body: { expression: '1d6', visibility: 'public' } }),
    ]
    const exported = (await player.call('exportMe')).body
    expect(exported.characters).toEqual([newer.body, older.body])
    expect(exported.rolls).toEqual(rolls.toReversed().map(({ body }) => body))
    expect(exported.truncated).toBe(false)
    expect(JSON.stringify(exported)).not.toContain('seed')

    expect((await player.call('deleteMe', { ifMatch: '*' })).status).toBe(204)
    const left = await table.gm.call('listCharacters', { path })
    expect(left.body.items.map(({ name }) => name)).toEqual(['Чужая'])
    const events = (await storedEvents(gateway.database, campaignId)).slice(-3)
    expect(events.map(({ type }) => type)).toEqual([
      'character.character-deleted',
      'character.character-deleted',
      'campaign.member-left',
    ])
    expect((await table.gm.call('listRolls', { path })).body.items).toHaveLength(1)
  })
})
