import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { ContractModel } from '../src/emit-validators.ts'
import { examplesGate } from '../src/gates/examples-gate.ts'
import { vectorsGate } from '../src/gates/vectors-gate.ts'
import type { JsonValue } from '../src/json-value.ts'
import type { Layout } from '../src/layout.ts'
import { disposeFixtures, fixtureModel, generatedLayout } from './fixture.ts'

afterAll(disposeFixtures)

const id = '01936d2c-7a00-7000-8000-000000000001'
const campaign = { id, name: 'The Salt Road', summary: null, status: 'active', players: 4 }
const problem = (status: number) => ({
  type: 'https://example.org/problems/sample',
  title: 'Sample',
  status,
  code: 'sample',
  traceId: '0af7651916cd43dd8448eb211c80319c',
})
const message = {
  specversion: '1.0',
  id,
  type: 'io.rpgbot.party.message-posted.v1',
  source: `/parties/${id}`,
  sequence: '0000000000000001',
  data: { text: 'Привет' },
}

async function write(layout: Layout, file: string, value: JsonValue): Promise<void> {
  const target = join(layout.examples, file)
  await mkdir(dirname(target), { recursive: true })
  await writeFile(target, JSON.stringify(value))
}

/** The small contract with one good example of each kind for the operations under test. */
async function prepared(): Promise<Layout & AsyncDisposable & { model: ContractModel }> {
  const layout = await generatedLayout()
  await write(layout, 'getCampaign/found.json', {
    request: { params: { campaignId: id } },
    response: { status: 200, headers: { ETag: '"1"' }, body: campaign },
  })
  await write(layout, 'getCampaign/not-found.json', {
    request: { params: { campaignId: id } },
    response: { status: 404, body: problem(404) },
  })
  return { ...layout, model: fixtureModel }
}

/** The findings about one operation or event: the other ones have no examples in these tests. */
async function findingsAbout(layout: Layout & { model: ContractModel }, folder: string): Promise<string[]> {
  const findings = await examplesGate.run({ layout, model: layout.model })
  return findings.filter(({ where }) => where.includes(folder)).map(({ rule }) => rule)
}

describe('the example gate', () => {
  it('accepts an operation with a success and a problem that fit the contract', async () => {
    await using layout = await prepared()
    expect(await findingsAbout(layout, 'getCampaign')).toEqual([])
  })

  it('asks for a missing success, a missing problem and a missing event', async () => {
    await using layout = await prepared()
    await rm(join(layout.examples, 'getCampaign/not-found.json'))
    expect(await findingsAbout(layout, 'getCampaign')).toEqual(['examples:rpg-has-example'])
    expect(await findingsAbout(layout, 'listCampaigns')).toHaveLength(2)
    expect(await findingsAbout(layout, 'message-posted')).toEqual(['examples:rpg-has-example'])
    expect(await findingsAbout(layout, 'sync.live')).toEqual(['examples:rpg-has-example'])
  })

  it.each<[string, JsonValue, string]>([
    [
      'an extra property in the answer',
      { status: 200, body: { ...campaign, secret: 1 } },
      'examples:response',
    ],
    ['a wrong format in the answer', { status: 200, body: { ...campaign, id: '1' } }, 'examples:response'],
    ['a status that is not declared', { status: 201, body: campaign }, 'examples:status'],
    ['a body where there is none', { status: 304, body: campaign }, 'examples:response'],
    ['a problem with the status of another', { status: 404, body: problem(401) }, 'examples:response'],
  ])('refuses %s', async (_, response, rule) => {
    await using layout = await prepared()
    await write(layout, 'getCampaign/wrong.json', { request: { params: { campaignId: id } }, response })
    expect(await findingsAbout(layout, 'getCampaign')).toEqual([rule])
  })

  it.each<[string, string, JsonValue]>([
    ['an unknown query parameter', 'listCampaigns', { query: { colour: 'red' } }],
    ['a query parameter out of bounds', 'listCampaigns', { query: { limit: '1000' } }],
    ['an unknown body field', 'createCampaign', { body: { name: 'x', secret: true } }],
    ['a missing body', 'createCampaign', {}],
  ])('refuses a request with %s, unless the answer says so', async (_, operation, request) => {
    await using layout = await prepared()
    await write(layout, `${operation}/wrong.json`, { request, response: { status: 401, body: problem(401) } })
    expect(await findingsAbout(layout, `${operation}/wrong`)).toEqual(['examples:request'])
    await write(layout, `${operation}/wrong.json`, { request, response: { status: 422, body: problem(422) } })
    expect(await findingsAbout(layout, `${operation}/wrong`)).toEqual([])
  })

  it('refuses a folder that is no operation', async () => {
    await using layout = await prepared()
    await write(layout, 'getDragon/found.json', { response: { status: 200 } })
    expect(await findingsAbout(layout, 'getDragon')).toEqual(['examples:unknown-operation'])
  })

  it('holds events to their type, and publishes to what a client may send', async () => {
    await using layout = await prepared()
    const folder = 'events/io.rpgbot.party.message-posted.v1'
    const { sequence: _, ...publish } = message
    await write(layout, `${folder}/text.json`, message)
    await write(layout, `${folder}/publish-text.json`, publish)
    expect(await findingsAbout(layout, folder)).toEqual([])

    await write(layout, `${folder}/publish-stamped.json`, message)
    await write(layout, `${folder}/unstamped.json`, publish)
    await write(layout, 'events/io.rpgbot.party.dragon.v1/first.json', message)
    expect(await findingsAbout(layout, folder)).toEqual(['examples:event', 'examples:event'])
    expect(await findingsAbout(layout, 'party.dragon')).toEqual(['examples:unknown-event'])
  })
})

describe('the vector gate', () => {
  it('reports a valid line that is refused, an invalid line that is accepted, and a file of no schema', async () => {
    await using layout = await prepared()
    const folder = join(layout.contracts, 'vectors')
    await mkdir(folder)
    const [good, bad] = [JSON.stringify(campaign), JSON.stringify({ ...campaign, players: -1 })]
    await writeFile(join(folder, 'Campaign.valid.jsonl'), `${good}\n${bad}\n`)
    await writeFile(join(folder, 'Campaign.invalid.jsonl'), `${bad}\n${good}\n`)
    await writeFile(join(folder, 'Dragon.valid.jsonl'), `${good}\n`)
    const findings = await vectorsGate.run({ layout, model: layout.model })
    expect(findings.map(({ rule, where }) => `${rule} ${where}`)).toEqual([
      'vectors:invalid contracts/vectors/Campaign.invalid.jsonl:2',
      'vectors:valid contracts/vectors/Campaign.valid.jsonl:2',
      'vectors:file contracts/vectors/Dragon.valid.jsonl',
    ])
  })
})
