import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type GeneratedValidator, loadValidators } from '../src/gates/generated-modules.ts'
import type { Layout } from '../src/layout.ts'
import { assertFreeOfRuntimeCode, bundleModule, standaloneSource } from '../src/validator-code.ts'
import { disposeFixtures, generatedLayout } from './fixture.ts'

const id = '01936d2c-7a00-7000-8000-000000000001'
const campaign = { id, name: 'The Salt Road', summary: null, status: 'active', players: 4 }
const roll = {
  specversion: '1.0',
  id,
  type: 'io.rpgbot.roll.roll-made.v1',
  source: `/parties/${id}`,
  sequence: '0000000000000001',
  data: { expression: '2d6', audience: [id] },
}

let layout: Layout & AsyncDisposable
beforeAll(async () => {
  layout = await generatedLayout()
})
afterAll(async () => {
  await layout[Symbol.asyncDispose]()
  await disposeFixtures()
})

async function validator(variant: 'strict' | 'params' | 'reader', name: string): Promise<GeneratedValidator> {
  const found = (await loadValidators(layout, variant)).get(name)
  if (found === undefined) throw new Error(`${variant} has no ${name}`)
  return found
}

describe('the strict build', () => {
  it('refuses unknown fields, other types and bad formats, and lists every finding', async () => {
    const check = await validator('strict', 'Campaign')
    expect(check(campaign)).toBe(true)
    expect(check({ ...campaign, secret: 1, id: 'x', players: '4' })).toBe(false)
    expect(check.errors?.map(({ keyword }) => keyword).sort()).toEqual([
      'additionalProperties',
      'format',
      'type',
    ])
  })

  it('changes nothing: no coercion, no defaults', async () => {
    const check = await validator('strict', 'CampaignCreate')
    const body = Object.freeze({ name: 'x' })
    expect(check(body)).toBe(true)
    expect(check({ name: 5 })).toBe(false)
  })

  it('counts length in code points, so an emoji is one character', async () => {
    const check = await validator('strict', 'CampaignCreate')
    expect(check({ name: '🎲'.repeat(80) })).toBe(true)
    expect(check({ name: '🎲'.repeat(81) })).toBe(false)
  })

  it('takes an event as delivered and a publish as sent, not the other way round', async () => {
    const { sequence: _, ...rest } = {
      ...roll,
      type: 'io.rpgbot.party.message-posted.v1',
      data: { text: 'x' },
    }
    const publish = await validator('strict', 'MessagePostedPublishV1')
    const delivered = await validator('strict', 'MessagePostedV1')
    expect([publish(rest), delivered(rest)]).toEqual([true, false])
    expect([
      publish({ ...rest, sequence: roll.sequence }),
      delivered({ ...rest, sequence: roll.sequence }),
    ]).toEqual([false, true])
  })
})

describe('the params build', () => {
  it('coerces the strings of a query and fills in defaults', async () => {
    const check = await validator('params', 'ListCampaignsQuerystring')
    const query: Record<string, unknown> = { limit: '20' }
    expect(check(query)).toBe(true)
    expect(query.limit).toBe(20)
    const empty: Record<string, unknown> = {}
    expect(check(empty)).toBe(true)
    expect(empty.limit).toBe(50)
  })

  it.each(['0x10', '1e1', '1.0', '01', '+1', ' 1', '1 ', '-0', '1\n', '', 'many', '٣', 'null', 'true'])(
    'takes an integer in its one spelling only, not as %j',
    async (limit) => {
      const check = await validator('params', 'ListCampaignsQuerystring')
      expect(check({ limit })).toBe(false)
      expect(check.errors).toContainEqual(
        expect.objectContaining({ instancePath: '/limit', keyword: 'pattern' }),
      )
    },
  )

  it.each([{ limit: '' }, { limit: 'many' }, { limit: '0' }, { limit: ['1', '2'] }, { colour: 'red' }])(
    'refuses the query %j',
    async (query) => {
      expect((await validator('params', 'ListCampaignsQuerystring'))(query)).toBe(false)
    },
  )

  it('refuses any query parameter where the operation has none, and lets other headers pass', async () => {
    expect((await validator('params', 'NoQuery'))({ a: '1' })).toBe(false)
    expect((await validator('params', 'CreateCampaignHeaders'))({ accept: '*/*' })).toBe(true)
    expect((await validator('params', 'CreateCampaignHeaders'))({ 'idempotency-key': 'short' })).toBe(false)
  })
})

describe('the reader build', () => {
  it('takes unknown fields at every depth, and still refuses a wrong one', async () => {
    const check = await validator('reader', 'CampaignPage')
    const page = { items: [{ ...campaign, mood: 'calm' }], nextCursor: null, total: 1 }
    expect(check(page)).toBe(true)
    expect(check({ ...page, items: [{ ...campaign, players: 'four' }] })).toBe(false)
  })

  it('takes an unknown branch of a discriminated union, and still holds a known one to its schema', async () => {
    const check = await validator('reader', 'PartyEventPage')
    const page = (item: unknown) => ({ items: [item], nextCursor: null })
    expect(check(page(roll))).toBe(true)
    expect(check(page({ type: 'io.rpgbot.party.dragon-came.v1' }))).toBe(true)
    expect(check(page({ ...roll, data: {} }))).toBe(false)
    expect(check(page({}))).toBe(false)
  })
})

describe('the module of a domain', () => {
  interface PartyModule {
    readonly events: Record<string, GeneratedValidator>
    readonly publishes: Record<string, GeneratedValidator>
    readonly receivedFrames: Record<string, GeneratedValidator>
    readonly sentFrames: Record<string, GeneratedValidator>
    readonly results: Record<string, GeneratedValidator>
  }
  const load = async (): Promise<PartyModule> =>
    import(pathToFileURL(join(layout.generated, 'validators/party.mjs')).href)

  it('offers events and frames by type, each on the side that needs it', async () => {
    const party = await load()
    expect(Object.keys(party.events)).toEqual([
      'io.rpgbot.party.message-posted.v1',
      'io.rpgbot.roll.roll-made.v1',
    ])
    expect(Object.keys(party.publishes)).toEqual(['io.rpgbot.party.message-posted.v1'])
    expect(Object.keys(party.receivedFrames)).toEqual(['io.rpgbot.sync.live.v1'])
    expect(Object.keys(party.sentFrames)).toEqual(['io.rpgbot.sync.subscribe.v1'])
    expect(Object.keys(party.results)).toEqual(['listPartyEvents'])
  })

  it('says of every message what the whole schema says', async () => {
    const check = (await load()).events[roll.type]
    const whole = await validator('reader', 'RollMadeV1')
    const candidates = [
      roll,
      { ...roll, mood: 1 },
      { ...roll, type: 'io.rpgbot.party.message-posted.v1' },
      { ...roll, sequence: 1 },
      { ...roll, data: {} },
      { ...roll, data: null },
      { ...roll, data: { expression: '', audience: [] } },
      {},
      null,
      [],
    ]
    for (const candidate of candidates) expect(check?.(candidate)).toBe(whole(candidate))
    check?.({ ...roll, data: { expression: 1, audience: [] } })
    expect(check?.errors?.map(({ instancePath }) => instancePath)).toEqual(['/data/expression'])
  })
})

describe('generated validators', () => {
  it('load as plain ES modules that compile nothing and require nothing', async () => {
    const entries = await readdir(layout.generated, { recursive: true })
    const files = entries.filter((name) => name.endsWith('.mjs'))
    expect(files.length).toBeGreaterThanOrEqual(6)
    for (const file of files) {
      const text = await readFile(join(layout.generated, file), 'utf8')
      expect(text).not.toMatch(/require\(|new Function|eval\(|^import /m)
    }
    const check = join(layout.root, 'check.mjs')
    const imports = files.map(
      (file) => `await import(${JSON.stringify(pathToFileURL(join(layout.generated, file)).href)})`,
    )
    await writeFile(check, `${imports.join('\n')}\nconsole.log('loaded')\n`)
    // The flag forbids code from strings, as a strict content security policy does.
    const flags = ['--disallow-code-generation-from-strings', check]
    expect((await promisify(execFile)(process.execPath, flags)).stdout).toBe('loaded\n')
  })

  it('are refused when a require is left in', async () => {
    expect(() => assertFreeOfRuntimeCode('const a = require("b")')).toThrow('require(')
    await expect(
      bundleModule("export * from 'validators:all'", { all: 'export const a = new Function("")' }),
    ).rejects.toThrow('new Function')
  })

  it('cannot be made from a format nobody defined, or from an unknown keyword', () => {
    const set = (schema: Record<string, string>) => () =>
      standaloneSource({ variant: 'strict', components: { Thing: schema }, targets: { Thing: {} } })
    expect(set({ type: 'string', format: 'rune' })).toThrow('rune')
    expect(set({ type: 'string', maxLenght: '5' })).toThrow('maxLenght')
    expect(set({ type: 'string' })).not.toThrow()
  })
})
