import { describe, expect, test } from 'vitest'
import { createRpgClient } from '../rest/create-rpg-client.ts'
import { consumerFileOf, consumerRecordOf, mergeConsumerRecords } from './consumer-record.ts'
import { type ContractExamples, createContractMock } from './contract-mock.ts'
import { watchReads } from './read-recorder.ts'

const id = '0193a4c0-0000-7000-8000-000000000001'
const examples: ContractExamples = {
  'getCampaign/found': {
    request: { params: { campaignId: id } },
    response: { status: 200, headers: { ETag: '"1"' }, body: { id, name: 'Берег', openSessionId: null } },
  },
  'getCampaign/campaign-not-found': {
    request: { params: { campaignId: id } },
    response: { status: 404, body: { code: 'campaign_not_found', title: 'No', status: 404 } },
  },
}
const clientOf = (fetch: typeof globalThis.fetch) =>
  createRpgClient({ baseUrl: '', auth: { accessToken: async () => 'token' }, fetch, maxRetries: 0 })

describe('a contract mock', () => {
  test('answers with the first success, and records what was sent and what was read', async () => {
    const mock = createContractMock({ examples })
    const { data, etag } = await clientOf(mock.fetch).campaigns.get.withResponse({ path: { campaignId: id } })
    expect([data.name, data.openSessionId, etag]).toEqual(['Берег', null, '"1"'])
    const [exchange] = mock.exchanges
    expect(consumerRecordOf(exchange!)).toEqual({
      state: 'getCampaign/found',
      request: {
        params: { campaignId: id },
        headers: { authorization: 'Bearer eyJhbGciOiJFZERTQSJ9.e30.c2ln' },
      },
      response: {
        status: 200,
        headers: { etag: 'string' },
        reads: { '/name': 'string', '/openSessionId': 'null' },
      },
    })
  })

  test('answers with another case when told so', async () => {
    const mock = createContractMock({ examples, cases: { getCampaign: 'campaign-not-found' } })
    const call = clientOf(mock.fetch).campaigns.get({ path: { campaignId: id } })
    await expect(call).rejects.toMatchObject({ code: 'campaign_not_found' })
    expect(mock.exchanges[0]?.reads.has('/code')).toBe(true)
  })

  test('refuses what the contract does not have', async () => {
    const { fetch } = createContractMock({ examples })
    await expect(fetch('https://x.invalid/v1/dragons')).rejects.toThrow('has no GET /v1/dragons')
    await expect(fetch('https://x.invalid/v1/users/me')).rejects.toThrow('no example getMe/success')
  })

  test('records of one state are one', () => {
    const reading = (reads: Record<string, string>, headers = {}) => ({
      state: 'getMe/me',
      request: {},
      response: { status: 200, headers, reads },
    })
    const merged = mergeConsumerRecords([
      reading({ '/a': 'null' }),
      reading({ '/b': 'string', '/a': 'string' }, { etag: 'string' }),
    ])
    expect(merged).toEqual([reading({ '/a': 'null or string', '/b': 'string' }, { etag: 'string' })])
  })

  test('a record is named after its state', () => {
    expect(consumerFileOf({ state: 'getCampaign/found' })).toBe('getCampaign.found.json')
  })
})

test('reads are paths through objects and arrays, and only of what is there', () => {
  const { watched, reads } = watchReads({ items: [{ a: 1 }, { a: null }], 'x/y': { z: true } })
  const value = watched as { items: { a: unknown; b?: unknown }[]; 'x/y': { z: boolean }; none?: unknown }
  for (const item of value.items) expect([item.a, item.b]).toBeDefined()
  expect(value.items.map((item) => item.a)).toEqual([1, null])
  expect(value['x/y'].z).toBe(true)
  expect(value.none).toBeUndefined()
  expect([...reads.keys()].sort()).toEqual(['/items', '/items/*', '/items/*/a', '/x~1y', '/x~1y/z'])
  expect([...(reads.get('/items/*/a') ?? [])]).toEqual(['number', 'null'])
})
