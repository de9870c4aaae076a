import * as party from '@rpg-bot/rpg_contracts/validators/party'
import { expect, test } from 'vitest'
import { createContract } from '../../app/contract-check.ts'
import { customEventType, readCustomEvent } from './custom-event.ts'

const contract = createContract()
contract.add([party])
const read = (name: string, payload: string) =>
  readCustomEvent(name, payload, (event) => contract.publishFault(customEventType, event))

test('a name of the integrator and an object are an event', () => {
  expect(read('com.example.torch-lit', '{ "turns": 3, "слово": "ёлка 🎄" }')).toEqual({
    ok: true,
    event: { name: 'com.example.torch-lit', payload: { turns: 3, слово: 'ёлка 🎄' } },
  })
})

test.each([
  ['torch', '{}', 'name'],
  ['com.Example', '{}', 'name'],
  [`com.${'a'.repeat(64)}`, '{}', 'name'],
  ['com.example.torch', '{', 'json'],
  ['com.example.torch', '[]', 'object'],
  ['com.example.torch', 'null', 'object'],
  ['com.example.torch', JSON.stringify({ long: 'ё'.repeat(9000) }), 'size'],
  [
    'com.example.torch',
    JSON.stringify(Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`k${index}`, 1]))),
    'contract',
  ],
])('%s with %.30s is refused: %s', (name, payload, reason) => {
  expect(read(name, payload)).toMatchObject({ ok: false, fault: { reason } })
})
