import { createSilentLogger } from '@rpg-bot/service_kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHousekeeping } from '../src/housekeeping.ts'
import { createTestGateway, type TestGateway } from './support/create-test-gateway.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await createTestGateway()
})
afterAll(() => gateway.close())

const counts = async () => {
  const count = async (table: 'sign_ins' | 'refresh_tokens' | 'launch_data_uses' | 'idempotency_keys') => {
    const row = await gateway.database.kysely
      .selectFrom(`gateway_api.${table}`)
      .select((select) => select.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return row.count
  }
  return {
    signIns: await count('sign_ins'),
    refreshTokens: await count('refresh_tokens'),
    launchData: await count('launch_data_uses'),
    keys: await count('idempotency_keys'),
  }
}

test('what has expired goes, with its refresh tokens, and what lives stays', async () => {
  const { clock, database } = gateway
  const housekeeping = createHousekeeping({
    database,
    eventLog: gateway.eventLog,
    logger: createSilentLogger(),
    clock: clock.now,
  })
  const person = await gateway.signIn()
  await person.call('createCampaign', {
    body: { name: 'A', systemId: 'minimal' },
    headers: { 'idempotency-key': 'a-key-of-today' },
  })
  expect(await housekeeping.run()).toBe(0)
  expect(await counts()).toEqual({ signIns: 1, refreshTokens: 1, launchData: 1, keys: 1 })
  clock.advance(2 * 3600_000)
  expect(await housekeeping.run()).toBe(1)
  expect(await counts()).toEqual({ signIns: 1, refreshTokens: 1, launchData: 0, keys: 1 })
  clock.advance(24 * 3600_000)
  expect(await housekeeping.run()).toBe(1)
  clock.advance(31 * 24 * 3600_000)
  const later = await gateway.signIn({ id: person.telegramUserId })
  expect(await housekeeping.run()).toBe(1)
  expect(await counts()).toEqual({ signIns: 1, refreshTokens: 1, launchData: 1, keys: 0 })
  expect((await later.call('getMe')).body.id).toBe(person.userId)
})

test('the logs of the parties are trimmed by their retention, a few times a day', async () => {
  const { clock, database } = gateway
  const trims: number[] = []
  const eventLog = {
    applyRetention: async () => {
      trims.push(clock.now())
      return { parties: 1, deleted: 5 }
    },
  }
  const housekeeping = createHousekeeping({
    database,
    eventLog,
    logger: createSilentLogger(),
    clock: clock.now,
  })
  for (let hour = 0; hour < 24; hour += 1) {
    clock.advance(3600_000)
    await housekeeping.trimWhenDue()
  }
  expect(trims).toHaveLength(4)
})
