import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CampaignGateway, createCampaignGateway } from './support/campaign-gateway.ts'
import { setTable, type Table } from './support/table.ts'

let gateway: CampaignGateway
let table: Table
beforeAll(async () => {
  gateway = await createCampaignGateway()
  table = await setTable(gateway.signIn)
})
afterAll(() => gateway.close())

const refused: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['blanks', '   '],
  ['a zero-width space', '\u200b'],
  ['joiners and a blank', '\u200d \u2060'],
  ['marks without a letter', '\u0301\ufe0f'],
  ['a Hangul filler', '\u3164'],
  ['a half-width filler', '\uffa0\uffa0'],
  ['an empty Braille cell', '\u2800'],
  ['a line break', 'Ёж\nМастер: да'],
  ['a carriage return', 'Ёж\r'],
  ['a tab', 'Ёж\tёж'],
  ['an escape', '\u001b[31mЁж'],
  ['a C1 control character', 'Ёж\u0085'],
  ['a line separator', 'Ёж\u2028ёж'],
  ['an override of direction', 'Ёж \u202egpj'],
  ['an embedding', '\u202aЁж\u202c'],
  ['an isolate', '\u2067Ёж\u2069'],
]

const accepted = [
  'Алёна Ёжикова',
  'Zoë van der Berg-O’Neill',
  'Семья 👨‍👩‍👧‍👦 и ❤️ 🏴‍☠️ 👍🏽 🇷🇺 1️⃣',
  'می‌خواهم',
  'שלום \u200fעולם',
  '한국어 漢字',
  'é̂',
  '«№ 5» — „ß“…',
  '🎲',
]

/** Every place where somebody names something. */
const places = {
  '/displayName': (text: string) =>
    table.player.call('updateMe', { body: { displayName: text }, ifMatch: '*' }),
  '/name of a campaign': (text: string) =>
    table.gm.call('createCampaign', { body: { name: text, systemId: 'minimal' } }),
  '/name of a campaign as it changes': (text: string) =>
    table.gm.call('updateCampaign', { path: table.path, body: { name: text }, ifMatch: '*' }),
  '/name of a character': (text: string) =>
    table.player.call('createCharacter', { path: table.path, body: { name: text } }),
  '/label': (text: string) =>
    table.player.call('createRoll', {
      path: table.path,
      body: { expression: '1d6', visibility: 'public', label: text },
    }),
  '/data/title': (text: string) =>
    table.gm.call('publishPartyEvent', {
      path: { partyId: table.campaignId },
      body: { type: 'io.rpgbot.party.scene-set.v1', data: { title: text } as never },
    }),
  '/title': async (text: string) => {
    const opened = await table.gm.call('openSession', { path: table.path, body: { title: text } })
    if (opened.status === 201) {
      const path = { ...table.path, sessionId: opened.body.id }
      expect((await table.gm.call('closeSession', { path })).status).toBe(200)
    }
    return opened
  },
}

describe.each(Object.entries(places))('%s', (place, name) => {
  test.each(refused)('refuses %s', async (_what, text) => {
    const answer = await name(text)
    expect(answer).toMatchObject({ status: 422, code: 'request_invalid' })
    expect(answer.problem.errors).toContainEqual(
      expect.objectContaining({ in: 'body', pointer: place.split(' ')[0] }),
    )
  })

  test('takes names as people write them, in any alphabet', async () => {
    for (const text of accepted) expect([text, (await name(text)).status < 300]).toEqual([text, true])
  })

  test('decides about the longest body in no time', async () => {
    const started = performance.now()
    expect((await name(`${'\u200b'.repeat(40_000)}${'x'.repeat(40_000)}\n`)).status).toBe(422)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

test.each(['0x10', '1e1', '1.0', '01', '+1', ' 1', '1 '])('a page is not limited by %j', async (limit) => {
  const answer = await table.gm.call('listCampaigns', { query: { limit: limit as never } })
  expect(answer).toMatchObject({ status: 422, code: 'request_invalid' })
  expect(answer.problem.errors).toContainEqual(expect.objectContaining({ in: 'query', pointer: '/limit' }))
})

test('a forged cursor of a list is refused, whatever day it names', async () => {
  for (const day of [-253_402_300_799_999, -1, 253_402_300_800_000]) {
    const key = JSON.stringify([day, '0197e5a0-0000-7000-8000-000000000000'])
    const cursor = Buffer.from(key).toString('base64url')
    expect(await table.gm.call('listInvites', { path: table.path, query: { cursor } })).toMatchObject({
      status: 422,
      code: 'cursor_invalid',
    })
  }
})
