import * as campaigns from '@rpg-bot/rpg_contracts/validators/campaigns'
import { isProblem } from '@rpg-bot/rpg_sdk'
import { expect, test } from 'vitest'
import { createContract } from './contract-check.ts'

const codeOf = (run: () => void): string | null => {
  try {
    run()
    return null
  } catch (error) {
    return isProblem(error) ? error.code : 'thrown'
  }
}

test('nothing is refused before a feature brought its validators', () => {
  const { check } = createContract()
  expect(codeOf(() => check.request('createCampaign', { nothing: true }))).toBeNull()
})

test('a body that the contract does not know is not sent', () => {
  const contract = createContract()
  contract.add([campaigns])
  const { check } = contract
  expect(codeOf(() => check.request('createCampaign', { name: 'Sea', systemId: 'minimal' }))).toBeNull()
  expect(codeOf(() => check.request('createCampaign', { name: 'Sea', systemId: 'minimal', x: 1 }))).toBe(
    'request_invalid',
  )
})

test('an answer may bring unknown fields but has to bring the known ones', () => {
  const contract = createContract()
  contract.add([campaigns])
  const { check } = contract
  expect(
    codeOf(() => check.response('listCampaigns', 200, { items: [], nextCursor: null, more: 1 })),
  ).toBeNull()
  expect(codeOf(() => check.response('listCampaigns', 200, { items: [] }))).toBe('answer_invalid')
})
