import type { BodyOf } from '@rpg-bot/rpg_contracts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { throwAgain } from '../src/rolls/throw-dice.ts'
import { loadRuleSystems } from '../src/systems/load-rule-systems.ts'
import { type CampaignGateway, createCampaignGateway } from './support/campaign-gateway.ts'
import { type Person, storedEvents } from './support/seats.ts'
import { setTable, type Table } from './support/table.ts'

let gateway: CampaignGateway
/** What is only refused or read shares one table. */
let shared: Table

beforeAll(async () => {
  gateway = await createCampaignGateway()
  shared = await setTable(gateway.signIn)
})
afterAll(() => gateway.close())

type RollBody = BodyOf<'createRoll'>
const nobody = '0197e5a0-0000-7000-8000-000000000000'

const send = (who: Person, table: Table, body: Partial<RollBody> = {}) =>
  who.call('createRoll', {
    path: table.path,
    body: { expression: '1d20', visibility: 'public', ...body },
  })

async function make(who: Person, table: Table, body: Partial<RollBody> = {}) {
  const made = await send(who, table, body)
  if (made.status !== 201) throw new Error(`No roll: ${made.status} ${made.code}`)
  return made.body
}

const stored = (rollId: string) =>
  gateway.database.kysely
    .selectFrom('gateway_api.rolls')
    .selectAll()
    .where('id', '=', rollId)
    .executeTakeFirstOrThrow()

/** Ids of the rolls that somebody finds by list, one by one, and in the log of the party. */
async function seenBy(who: Person, table: Table, rollIds: readonly string[]) {
  const { path, campaignId } = table
  const listed = (await who.call('listRolls', { path })).body.items.map(({ id }) => id)
  const read: string[] = []
  for (const rollId of rollIds) {
    const answer = await who.call('getRoll', { path: { campaignId, rollId } })
    if (answer.status === 200) read.push(rollId)
    else expect(answer).toMatchObject({ status: 404, code: 'roll_not_found' })
  }
  const log: string[] = []
  for (const direction of ['forward', 'backward'] as const) {
    const query = { limit: 256, direction }
    const { items } = (await who.call('listPartyEvents', { path: { partyId: campaignId }, query })).body
    const rolls = items.filter(({ type }) => type === 'io.rpgbot.roll.roll-made.v1')
    log.push(...rolls.map(({ data }) => (data as { roll: { id: string } }).roll.id))
  }
  return { listed: new Set(listed), read: new Set(read), log: new Set(log) }
}

describe('a roll', () => {
  test('is made by the server, answered with every die, and announced with it', async () => {
    const { player, spectator, campaignId } = shared
    const expression = '2d6 [сила 💪] - 1d4 + 3 # поднять решётку'
    const made = await send(player, shared, { expression, label: 'Сила 🜂' })
    expect(made.status).toBe(201)
    const [force, minus] = made.body.groups
    expect(made.body).toMatchObject({
      campaignId,
      rollerId: player.userId,
      characterId: null,
      label: 'Сила 🜂',
      expression,
      printed: '2d6 [сила 💪] - 1d4 + 3',
      comment: 'поднять решётку',
      total: (force?.total ?? 0) + (minus?.total ?? 0) + 3,
    })
    expect(force).toMatchObject({ notation: '2d6 [сила 💪]', label: 'сила 💪' })
    expect(minus?.total).toBe(-(minus?.dice[0]?.value ?? 0))
    expect(made.headers['location']).toBe(`/v1/campaigns/${campaignId}/rolls/${made.body.id}`)
    const path = { campaignId, rollId: made.body.id }
    expect((await spectator.call('getRoll', { path })).body).toEqual(made.body)
    expect((await storedEvents(gateway.database, campaignId)).at(-1)).toEqual({
      type: 'roll.roll-made',
      actor: player.userId,
      data: { roll: made.body, audience: null },
    })
  })

  test.each<[string, Partial<RollBody>, object]>([
    [
      'of Fate dice',
      { expression: '4dF' },
      { printed: '4dF', groups: [{ dice: Array(4).fill({ sides: 3 }) }] },
    ],
    ['of no dice', { expression: '2 + 3 * 4' }, { total: 14, groups: [], comment: null }],
    ['that comes to nothing', { expression: '0 * 1d6 - 0' }, { total: 0 }],
    ['with advantage', { expression: '1d20adv' }, { printed: '2d20kh1', groups: [{ notation: '2d20kh1' }] }],
    ['in a set', { expression: '(1d6, 1d8)kh1 [лучший]' }, { groups: [{ label: 'лучший' }] }],
    ['with two labels', { expression: '1d6 [огонь] [магия]' }, { groups: [{ label: 'огонь, магия' }] }],
    ['of one side', { expression: '3d1' }, { total: 3 }],
  ])('%s is written down as it fell', async (_what, body, expected) => {
    expect(await make(shared.player, shared, body)).toMatchObject(expected)
  })

  test('of the most that is allowed fits into its event', async () => {
    const most = [
      '100d1000000mi999999ma1+100d1000000mi999999ma1+100d1000000mi999999ma1+100d1000000mi999999ma1+100d1000000mi999999ma1',
      `1d6[${'🐉'.repeat(190)}]`,
      `${'1d6+'.repeat(49)}1d6`,
      '100d1000000ro>1mi999999kh50+100d1000000ro>1mi999999kh50',
    ]
    for (const expression of most) {
      const made = await send(shared.player, shared, { expression })
      expect(made, expression).toMatchObject({ status: 201 })
      expect([...(made.body.groups[0]?.label ?? '')].length).toBeLessThanOrEqual(80)
    }
  })

  test('is stored so that the very same dice fall again', async () => {
    const expressions = [
      '4d6kh3',
      '8d6e6 + 2d20kl1 - 1',
      '(2d6, 1d12)kh1 * 2',
      '10d10rr<3ro5mi4ma9',
      '4dF',
      '3d%',
      '-2d4',
      '((((((((((((1d6))))))))))))',
    ]
    for (const expression of expressions) {
      const made = await make(shared.player, shared, { expression, visibility: 'self' })
      const row = await stored(made.id)
      expect(row).toMatchObject({ algorithm_version: 1, trace_id: expect.stringMatching(/^[0-9a-f]{32}$/) })
      const again = throwAgain({
        printed: row.printed,
        seed: row.seed,
        algorithmVersion: row.algorithm_version,
      })
      expect(again, expression).toEqual({ total: made.total, groups: made.groups })
    }
  })

  test('by any expression that can be read falls the same again, and its parts give the total', async () => {
    const term = fc.oneof(
      fc
        .tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom('4', '6', '20', '%', 'F'))
        .map(([n, s]) => `${n}d${s}`),
      fc.integer({ min: 0, max: 99 }).map(String),
    )
    const expression = fc
      .array(fc.tuple(fc.constantFrom('+', '-'), term), { minLength: 1, maxLength: 6 })
      .map((parts) => parts.map(([sign, part], index) => (index === 0 ? part : `${sign}${part}`)).join(''))
    await fc.assert(
      fc.asyncProperty(expression, async (text) => {
        const made = await make(shared.player, shared, { expression: text, visibility: 'self' })
        const row = await stored(made.id)
        const again = throwAgain({ printed: row.printed, seed: row.seed, algorithmVersion: 1 })
        expect(again).toEqual({ total: made.total, groups: made.groups })
        const kept = made.groups.flatMap(({ dice }) => dice).filter((die) => die.kept)
        for (const die of kept) {
          expect(die.value).toBeLessThanOrEqual(die.sides)
          expect(die.value).toBeGreaterThanOrEqual(die.sides === 3 ? -1 : 1)
        }
      }),
      { numRuns: 25 },
    )
  })

  test('never comes with its seed', async () => {
    const made = await make(shared.player, shared)
    const row = await stored(made.id)
    const everything = [
      JSON.stringify(made),
      JSON.stringify((await shared.player.call('listRolls', { path: shared.path })).body),
      JSON.stringify(await storedEvents(gateway.database, shared.campaignId)),
    ].join()
    for (const form of ['hex', 'base64', 'base64url'] as const) {
      expect(everything).not.toContain(row.seed.toString(form))
    }
  })
})

describe('a roll is refused', () => {
  test('to spectators, strangers and archived campaigns', async () => {
    const table = await setTable(gateway.signIn)
    const count = async () => (await storedEvents(gateway.database, table.campaignId)).length
    const before = await count()
    expect(await send(table.spectator, table)).toMatchObject({ status: 403, code: 'role_forbidden' })
    expect(await send(table.stranger, table)).toMatchObject({ status: 404, code: 'campaign_not_found' })
    const nowhere = { ...table, path: { campaignId: nobody } }
    expect(await send(table.stranger, nowhere)).toMatchObject({ status: 404, code: 'campaign_not_found' })
    // What they typed does not matter: nobody learns from a syntax error that a campaign exists.
    expect(await send(table.stranger, table, { expression: 'd' })).toMatchObject({ status: 404 })
    expect(await count()).toBe(before)
    await table.gm.call('archiveCampaign', { path: table.path, ifMatch: '*' })
    for (const who of [table.gm, table.player]) {
      expect(await send(who, table)).toMatchObject({ status: 409, code: 'campaign_archived' })
    }
    expect((await table.spectator.call('listRolls', { path: table.path })).status).toBe(200)
  })

  test.each<[string, string, string, number]>([
    ['9999999d6', 'dice_limit', 'dice_limit_dice', 0],
    ['101d6', 'dice_limit', 'dice_limit_dice', 0],
    ['100d6+100d6+100d6+100d6+100d6+1d6', 'dice_limit', 'dice_limit_total_dice', 30],
    ['1d9999999', 'dice_limit', 'dice_limit_sides', 0],
    ['99999999999', 'dice_limit', 'dice_limit_integer', 0],
    [`${'('.repeat(90)}1${')'.repeat(90)}`, 'dice_limit', 'dice_limit_depth', 12],
    ['100d1e1', 'dice_limit', 'dice_limit_explosions', 0],
    ['', 'request_invalid', 'minLength', -1],
    ['   ', 'dice_syntax', 'dice_empty', 0],
    ['🎲', 'dice_syntax', 'dice_syntax', 0],
    ['1d6 + 🎲', 'dice_syntax', 'dice_syntax', 6],
    ['два дэ шесть', 'dice_syntax', 'dice_syntax', 0],
    ['2д6', 'dice_syntax', 'dice_syntax', 1],
    ['１d６', 'dice_syntax', 'dice_syntax', 0],
    ['1d6; drop table rolls', 'dice_syntax', 'dice_syntax', 3],
    ['1d0', 'dice_syntax', 'dice_sides', 0],
    ['0d6', 'dice_syntax', 'dice_count', 0],
    ['--1', 'dice_syntax', 'dice_syntax', 1],
    ['1d6kh', 'dice_syntax', 'dice_syntax', 3],
    ['2d6 + 2d6mi>2', 'dice_syntax', 'dice_selector', 9],
    ['(1d6)rr1', 'dice_syntax', 'dice_operation', 5],
    ['1d20adv adv', 'dice_syntax', 'dice_advantage', 8],
    ['1d6 + @strength', 'dice_name_unknown', 'dice_name_unknown', 6],
    ['@__proto__', 'dice_name_unknown', 'dice_name_unknown', 0],
    ['@constructor.name', 'dice_name_unknown', 'dice_name_unknown', 0],
    ['1d6 / 0', 'dice_arithmetic', 'dice_division_by_zero', 4],
    ['1000000000 * 1000000000 * 1d6', 'dice_arithmetic', 'dice_overflow', 11],
  ])('for %s with %s', async (expression, code, rule, position) => {
    const answer = await send(shared.player, shared, { expression })
    expect(answer).toMatchObject({ status: 422, code })
    expect(answer.problem.errors).toHaveLength(1)
    const [error] = answer.problem.errors ?? []
    expect(error).toMatchObject({ in: 'body', pointer: '/expression', rule })
    if (position >= 0) expect(error?.message).toMatch(new RegExp(`^At position ${position}: `))
  })

  test('for whatever else is no expression, always with a code', async () => {
    const pieces = fc.constantFrom(
      'd',
      'k',
      '@',
      '(',
      ')',
      '-',
      '/',
      '1',
      '999',
      '🐉',
      'ё',
      '[',
      ']',
      ' ',
      '%',
      'e',
      '#',
    )
    const hostile = fc.oneof(
      fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }),
      fc.array(pieces, { minLength: 1, maxLength: 60 }).map((parts) => parts.join('')),
    )
    await fc.assert(
      fc.asyncProperty(hostile, async (expression) => {
        const { status, code } = await send(shared.player, shared, { expression, visibility: 'self' })
        expect([201, 400, 422]).toContain(status)
        if (status !== 201) expect(code).toMatch(/^(dice_|request_invalid$|json_malformed$)/)
      }),
      { numRuns: 60 },
    )
  })
})

describe('the names of a character', () => {
  const fifth = loadRuleSystems().find('fifth')!

  async function tableOfFifth(): Promise<Table & { characterId: string }> {
    const table = await setTable(gateway.signIn, 'fifth')
    const sheet = structuredClone(fifth.definition.defaultSheet) as {
      level: number
      abilities: Record<string, number>
      skills: Record<string, number>
      attacks: { bonus: number }[]
    }
    sheet.level = 5
    sheet.abilities['dexterity'] = 16
    sheet.abilities['strength'] = 7
    sheet.skills['stealth'] = 2
    sheet.attacks[0]!.bonus = 6
    const body = { name: 'Тень', sheet: sheet as never }
    const { id } = (await table.player.call('createCharacter', { path: table.path, body })).body
    return { ...table, characterId: id }
  }

  test('come from its sheet and its derived values, and are stored as numbers', async () => {
    const table = await tableOfFifth()
    const { player, characterId } = table
    const cases = [
      ['1d1 + @stealth', '1d1 + 9', 10],
      ['1d1 + @str', '1d1 + (-2)', -1],
      ['1d1 + @abilities.dexterity', '1d1 + 16', 17],
      ['1d1 + @attacks.0.bonus', '1d1 + 6', 7],
      ['1d1 + @saves.dexterity', '1d1 + 0', 1],
    ] as const
    for (const [expression, printed, total] of cases) {
      const made = await make(player, table, { expression, characterId })
      expect(made).toMatchObject({ characterId, expression, printed, total })
      const row = await stored(made.id)
      const again = throwAgain({ printed: row.printed, seed: row.seed, algorithmVersion: 1 })
      expect(again.total).toBe(total)
    }
    for (const expression of ['@class', '@abilities', '@attacks.9.bonus', '@skills.magic', '@toString']) {
      expect(await send(player, table, { expression, characterId })).toMatchObject({
        status: 422,
        code: 'dice_name_unknown',
      })
    }
  })

  test('are those of the moment: a roll does not change with the sheet, nor go with the character', async () => {
    const table = await tableOfFifth()
    const { player, gm, characterId, campaignId } = table
    const made = await make(player, table, { expression: '1d1 + @level', characterId })
    const path = { campaignId, characterId }
    const sheet = { ...fifth.definition.defaultSheet, level: 9 }
    await gm.call('updateCharacter', { path, body: { sheet }, ifMatch: '*' })
    expect(await make(player, table, { expression: '1d1 + @level', characterId })).toMatchObject({
      total: 10,
    })
    await gm.call('deleteCharacter', { path, ifMatch: '*' })
    const kept = await player.call('getRoll', { path: { campaignId, rollId: made.id } })
    expect(kept.body).toMatchObject({ total: 6, characterId })
    expect(await send(player, table, { characterId })).toMatchObject({
      status: 422,
      code: 'character_unknown',
    })
  })

  test('are for its player and the game master only', async () => {
    const table = await tableOfFifth()
    const other = await gateway.signIn('Борис')
    await table.seat(other)
    const { characterId } = table
    expect((await make(table.gm, table, { expression: '@level', characterId })).total).toBe(5)
    expect(await send(other, table, { characterId })).toMatchObject({ status: 403, code: 'owner_required' })
    for (const foreign of [nobody, characterId]) {
      const answer = await send(shared.gm, shared, { characterId: foreign })
      expect(answer).toMatchObject({ status: 422, code: 'character_unknown' })
      expect(answer.problem.errors).toMatchObject([{ in: 'body', pointer: '/characterId' }])
    }
  })
})

describe('a hidden roll', () => {
  test('is seen by the roller and the game master of that moment, in list, alone and in the log alike', async () => {
    const table = await setTable(gateway.signIn)
    const other = await gateway.signIn('Борис')
    await table.seat(other)
    const { gm, player, spectator } = table
    const open = await make(player, table)
    const toGm = await make(player, table, { visibility: 'gm' })
    const own = await make(player, table, { visibility: 'self' })
    const byGm = await make(gm, table, { visibility: 'gm' })
    const gmOwn = await make(gm, table, { visibility: 'self' })
    const all = [open, toGm, own, byGm, gmOwn].map(({ id }) => id)
    const expected: [Person, string[]][] = [
      [player, [open.id, toGm.id, own.id]],
      [gm, [open.id, toGm.id, byGm.id, gmOwn.id]],
      [other, [open.id]],
      [spectator, [open.id]],
    ]
    const check = async () => {
      for (const [who, ids] of expected) {
        const seen = new Set(ids)
        expect(await seenBy(who, table, all)).toEqual({ listed: seen, read: seen, log: seen })
      }
    }
    await check()
    expect((await stored(toGm.id)).audience).toEqual([player.userId, gm.userId].toSorted())
    expect((await stored(byGm.id)).audience).toEqual([gm.userId])

    // Whoever leads the game tomorrow did not see yesterday's secrets, and the old master keeps theirs.
    const transfer = { path: table.path, body: { userId: other.userId }, ifMatch: '*' }
    expect((await gm.call('transferCampaign', transfer)).status).toBe(200)
    await check()
    const after = await make(player, table, { visibility: 'gm' })
    expect(await seenBy(other, table, [after.id])).toMatchObject({ read: new Set([after.id]) })
    expect(await seenBy(gm, table, [after.id])).toMatchObject({ read: new Set() })
  })

  test('looks like one that never was', async () => {
    const { gm, player, campaignId } = shared
    const hidden = await make(gm, shared, { visibility: 'self' })
    const [there, nowhere] = await Promise.all(
      [hidden.id, nobody].map((rollId) => player.call('getRoll', { path: { campaignId, rollId } })),
    )
    const { traceId: _one, instance: _a, ...first } = there!.problem
    const { traceId: _two, instance: _b, ...second } = nowhere!.problem
    expect(first).toEqual(second)
    const elsewhere = await setTable(gateway.signIn)
    const path = { campaignId: elsewhere.campaignId, rollId: hidden.id }
    expect(await elsewhere.gm.call('getRoll', { path })).toMatchObject({
      status: 404,
      code: 'roll_not_found',
    })
    for (const rollId of [hidden.id, nobody]) {
      expect(await elsewhere.gm.call('getRoll', { path: { campaignId, rollId } })).toMatchObject({
        status: 404,
        code: 'campaign_not_found',
      })
    }
    expect(await elsewhere.gm.call('listRolls', { path: shared.path })).toMatchObject({ status: 404 })
  })
})

describe('the list of rolls', () => {
  test('has the newest first, in pages without holes, hidden ones skipped', async () => {
    const table = await setTable(gateway.signIn)
    const mine: string[] = []
    for (let number = 0; number < 7; number += 1) {
      mine.unshift((await make(table.player, table, { label: `№${number}` })).id)
      await make(table.gm, table, { visibility: 'self' })
    }
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const query = { limit: 3, ...(cursor === undefined ? {} : { cursor }) }
      const page = await table.spectator.call('listRolls', { path: table.path, query })
      seen.push(...page.body.items.map(({ id }) => id))
      cursor = page.body.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(mine)
    expect(await table.gm.call('listRolls', { path: table.path, query: { cursor: 'WzFd' } })).toMatchObject({
      status: 422,
      code: 'cursor_invalid',
    })
  })
})

describe('a repeated request', () => {
  test('gets the first roll again, hidden ones too, and rolls once', async () => {
    const table = await setTable(gateway.signIn)
    const body: RollBody = { expression: '10d1000000', visibility: 'self' }
    const repeat = () => table.player.call('createRoll', { path: table.path, body, key: 'the-same-roll' })
    const race = await Promise.all([repeat(), repeat(), repeat(), repeat()])
    for (const { status, code } of race) if (status !== 201) expect(code).toBe('request_in_progress')
    const again = await repeat()
    expect(again).toMatchObject({ status: 201, headers: { 'idempotency-replayed': 'true' } })
    const made = [...race.filter(({ status }) => status === 201), again]
    expect(new Set(made.map((answer) => JSON.stringify(answer.body))).size).toBe(1)
    expect((await stored(again.body.id)).idempotency_key).toBe('the-same-roll')
    const other = { path: table.path, body: { ...body, visibility: 'public' as const }, key: 'the-same-roll' }
    expect(await table.player.call('createRoll', other)).toMatchObject({
      status: 422,
      code: 'idempotency_key_reused',
    })
    const events = await storedEvents(gateway.database, table.campaignId)
    expect(events.filter(({ type }) => type === 'roll.roll-made')).toHaveLength(1)
  })

  test('that failed may be tried again with the same key', async () => {
    const path = shared.path
    const bad = { path, body: { expression: 'd', visibility: 'public' as const }, key: 'second-try' }
    expect((await shared.player.call('createRoll', bad)).status).toBe(422)
    const good = { path, body: { expression: '1d6', visibility: 'public' as const }, key: 'second-try' }
    expect((await shared.player.call('createRoll', good)).status).toBe(201)
  })
})

describe('a storm of rolls', () => {
  test('gives every one of them its own place in a dense log, and loses none', async () => {
    const table = await setTable(gateway.signIn)
    const people = [table.gm, table.player]
    const before = (await storedEvents(gateway.database, table.campaignId)).length
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, number) =>
        send(people[number % 2]!, table, {
          expression: '2d6',
          visibility: (['public', 'gm', 'self'] as const)[number % 3]!,
        }),
      ),
    )
    expect(answers.every(({ status }) => status === 201)).toBe(true)
    const rows = await gateway.database.kysely
      .selectFrom('party_log.event')
      .select(['sequence', 'body', 'audience'])
      .where('party_id', '=', table.campaignId)
      .orderBy('sequence')
      .execute()
    expect(rows.map(({ sequence }) => Number(sequence))).toEqual(rows.map((_, index) => index + 1))
    const announced = rows.slice(before).map(({ body }) => JSON.parse(body).data.roll.id)
    expect(announced.toSorted()).toEqual(answers.map(({ body }) => body.id).toSorted())
    for (const { body, audience } of rows.slice(before)) {
      const data = JSON.parse(body).data
      expect(data.audience).toEqual(audience)
      expect(audience === null).toBe(data.roll.visibility === 'public')
    }
  })

  test('against an archive ends in rolls that were announced before it, and refusals', async () => {
    const table = await setTable(gateway.signIn)
    const [archived, ...rolls] = await Promise.all([
      table.gm.call('archiveCampaign', { path: table.path, ifMatch: '*' }),
      ...Array.from({ length: 12 }, () => send(table.player, table)),
    ])
    expect(archived?.status).toBe(200)
    for (const roll of rolls) if (roll.status !== 201) expect(roll.code).toBe('campaign_archived')
    const events = await storedEvents(gateway.database, table.campaignId)
    const made = events.filter(({ type }) => type === 'roll.roll-made')
    expect(made).toHaveLength(rolls.filter(({ status }) => status === 201).length)
    expect(events.at(-1)?.type).toBe('campaign.campaign-archived')
  })
})
