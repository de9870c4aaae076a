import { createSilentLogger } from '@rpg-bot/service_kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRevocations } from '../src/auth/revocations.ts'
import { createTestGateway, type TestGateway } from './support/create-test-gateway.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await createTestGateway()
})
afterAll(() => gateway.close())

function watch(options: { isDown?: () => boolean } = {}) {
  const forgotten: string[] = []
  const warnings: unknown[] = []
  const { kysely } = gateway.database
  const database = {
    get kysely() {
      if (options.isDown?.()) throw new Error('connect ECONNREFUSED')
      return kysely
    },
  }
  const logger = Object.assign(createSilentLogger(), {
    warn: (fields: unknown) => void warnings.push(fields),
  })
  const revocations = createRevocations({
    database,
    verifier: { forget: (signInId) => void forgotten.push(signInId) },
    logger,
    clock: gateway.clock.now,
  })
  return { revocations, forgotten, warnings }
}

test('revocations whose access tokens may still live are read, older ones are not', async () => {
  const old = await gateway.signIn()
  await old.call('signOut')
  gateway.clock.advance(662_000)
  const recent = await gateway.signIn()
  await recent.call('signOut')
  gateway.clock.advance(600_000)
  const { revocations, forgotten } = watch()
  await revocations.poll()
  expect(forgotten).toContain(recent.signInId)
  expect(forgotten).not.toContain(old.signInId)
})

test('a database that is away is warned of once, and the watch goes on when it is back', async () => {
  let down = false
  const { revocations, forgotten, warnings } = watch({ isDown: () => down })
  await revocations.start()
  down = true
  const person = await gateway.signIn()
  await person.call('signOut')
  await expect.poll(() => warnings.length, { timeout: 3000 }).toBe(1)
  await new Promise((resolve) => setTimeout(resolve, 1200))
  expect(warnings).toHaveLength(1)
  expect(forgotten).not.toContain(person.signInId)
  down = false
  await expect.poll(() => forgotten, { timeout: 3000 }).toContain(person.signInId)
  revocations.stop()
})
