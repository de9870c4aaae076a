import * as campaigns from '@rpg-bot/rpg_contracts/validators/campaigns'
import * as party from '@rpg-bot/rpg_contracts/validators/party'
import { isProblem } from '@rpg-bot/rpg_sdk'
import { expect, test } from 'vitest'
import { validatorLoaders } from './api/validator-loaders.ts'
import { createContract } from './contract-check.ts'

const codeOf = async (run: () => void | Promise<void>): Promise<string | null> => {
  try {
    await run()
    return null
  } catch (error) {
    return isProblem(error) ? error.code : 'thrown'
  }
}
const message = {
  specversion: '1.0',
  id: '01890000-0000-7000-8000-000000000003',
  type: 'io.rpgbot.party.message-posted.v1',
  source: '/parties/01890000-0000-7000-8000-000000000001',
  time: '2026-01-01T00:00:00.000Z',
  datacontenttype: 'application/json',
  actor: '01890000-0000-7000-8000-000000000002',
  sequence: '0000000000000001',
  streamepoch: 'abcdefghijk',
  data: { text: 'Hello' },
}

test('nothing is refused before a feature brought its validators', async () => {
  const { check } = createContract()
  expect(await codeOf(() => check.request('createCampaign', { nothing: true }))).toBeNull()
})

test('a body that the contract does not know is not sent', async () => {
  const contract = createContract()
  contract.add([campaigns])
  const { check } = contract
  expect(await codeOf(() => check.request('createCampaign', { name: 'Sea', systemId: 'minimal' }))).toBeNull()
  expect(
    await codeOf(() => check.request('createCampaign', { name: 'Sea', systemId: 'minimal', x: 1 })),
  ).toBe('request_invalid')
})

test('an answer may bring unknown fields but has to bring the known ones', async () => {
  const contract = createContract()
  contract.add([campaigns])
  const { check } = contract
  const page = { items: [], nextCursor: null, more: 1 }
  expect(await codeOf(() => check.response('listCampaigns', 200, page))).toBeNull()
  expect(await codeOf(() => check.response('listCampaigns', 200, { items: [] }))).toBe('answer_invalid')
})

test('the validators of a domain are fetched with its first call, once', async () => {
  const fetched: string[] = []
  const load = {
    ...validatorLoaders,
    campaigns: () => {
      fetched.push('campaigns')
      return validatorLoaders.campaigns()
    },
  }
  const { check } = createContract({ load })
  expect(await codeOf(() => check.request('createCampaign', { x: 1 }))).toBe('request_invalid')
  expect(await codeOf(() => check.response('listCampaigns', 200, { items: [] }))).toBe('answer_invalid')
  expect(fetched).toEqual(['campaigns'])
})

test('without the validators play goes on, and they are asked for again', async () => {
  const faults: string[] = []
  let tries = 0
  const contract = createContract({
    load: {
      ...validatorLoaders,
      campaigns: () => {
        tries += 1
        return tries === 1 ? Promise.reject(new Error('no network')) : validatorLoaders.campaigns()
      },
    },
    onUnavailable: (_, domain) => faults.push(domain),
  })
  expect(await codeOf(() => contract.check.request('createCampaign', { x: 1 }))).toBeNull()
  expect(await codeOf(() => contract.check.request('createCampaign', { x: 1 }))).toBe('request_invalid')
  expect(faults).toEqual(['campaigns'])
})

test('live messages: known ones have to fit, unknown types and fields pass', () => {
  const contract = createContract()
  contract.add([party])
  expect(contract.receives(message)).toBe(true)
  expect(contract.receives({ ...message, data: { text: 'Hello', later: 1 } } as never)).toBe(true)
  expect(contract.receives({ ...message, data: {} } as never)).toBe(false)
  expect(contract.receives({ type: 'io.rpgbot.party.song-sung.v1' })).toBe(true)
  expect(contract.receives({ type: 'io.rpgbot.sync.live.v1' })).toBe(false)
})

test('an event is checked closed before it is published', () => {
  const contract = createContract()
  contract.add([party])
  expect(contract.publishFault(message.type, { text: 'Hello' })).toBeNull()
  expect(contract.publishFault(message.type, { text: '  ' })).not.toBeNull()
  expect(contract.publishFault(message.type, { text: 'Hello', more: 1 })).not.toBeNull()
})
