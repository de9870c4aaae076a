import type { Database } from '@rpg-bot/database'
import { createTestDatabase } from '@rpg-bot/database/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEventLog } from '../src/index.ts'
import { makeEvent } from './make-events.ts'

let database: Database

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(() => database.close())

test('the same cluster keeps its epochs; another one (a restored backup) voids every cursor, and heads go on', async () => {
  const log = createEventLog({ database })
  const partyId = crypto.randomUUID()
  await log.append(partyId, [makeEvent()])
  const before = await log.position(partyId)

  expect(await log.verifyStore()).toBe('first')
  expect(await log.verifyStore()).toBe('same')
  expect(await log.position(partyId)).toEqual(before)

  await sql`update party_log.store set identity = 'another cluster'`.execute(database.kysely)
  expect(await log.verifyStore()).toBe('changed')
  const after = await log.position(partyId)
  expect(after.epoch).toMatch(/^[\w-]{11}$/)
  expect(after.epoch).not.toBe(before.epoch)
  expect(after).toMatchObject({ head: 1, floor: 0 })
  expect(await log.append(partyId, [makeEvent()])).toMatchObject([{ sequence: 2, epoch: after.epoch }])
  expect(await log.verifyStore()).toBe('same')
})

test('append refuses a caller whose isolation would make the look-up of ids stale', async () => {
  const { createDatabaseStore } = await import('../src/store/database-store.ts')
  const store = createDatabaseStore(database)
  const append = store.transact((transaction) => store.appendIn(transaction, crypto.randomUUID(), []), {
    isolation: 'repeatable read',
  })
  await expect(append).rejects.toThrow(/READ COMMITTED/)
})
