import { type Database, TemporaryDatabaseError } from '@rpg-bot/database'
import { createTestDatabase, readTestingConfig } from '@rpg-bot/database/testing'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createEventLog, type EventLog, type Hint } from '../src/index.ts'
import { makeEvent } from './make-events.ts'

let database: Database
let log: EventLog

beforeEach(async () => {
  database = await createTestDatabase()
  await sql`create table domain_row (id int primary key)`.execute(database.kysely)
  log = createEventLog({ database })
})

afterEach(async () => {
  await log.close()
  await database.close()
})

const rows = async (): Promise<number> =>
  (await sql`select 1 from domain_row`.execute(database.kysely)).rows.length

test('a row and its event commit together, or neither does', async () => {
  const partyId = crypto.randomUUID()
  const change = (id: number) =>
    log.inTransaction(async (transaction, append) => {
      await sql`insert into domain_row values (${id})`.execute(transaction)
      return append(partyId, [makeEvent()])
    })
  await change(1)
  await expect(change(1)).rejects.toMatchObject({ code: '23505' })
  expect(await rows()).toBe(1)
  expect((await log.position(partyId)).head).toBe(1)

  const failing = log.inTransaction(async (transaction, append) => {
    await append(partyId, [makeEvent()])
    await sql`insert into domain_row values (1)`.execute(transaction)
  })
  await expect(failing).rejects.toMatchObject({ code: '23505' })
  expect((await log.position(partyId)).head).toBe(1)
})

test('a function that is run again after a serialization failure announces its last run only', async () => {
  const partyId = crypto.randomUUID()
  const hints: Hint[] = []
  log.subscribe((hint) => hints.push(hint))
  let runs = 0
  await log.inTransaction(async (transaction, append) => {
    runs += 1
    await append(partyId, [makeEvent(), makeEvent()])
    if (runs < 3) await sql`do $$ begin raise exception using errcode = '40001'; end $$`.execute(transaction)
  })
  expect(runs).toBe(3)
  expect(hints.map(({ head }) => head)).toEqual([2])
  expect((await log.position(partyId)).head).toBe(2)
})

describe.runIf(readTestingConfig().serverUrl !== null)('on a server', () => {
  test('an outcome that is unknown is temporary, and the second try with the same id finds the truth', async () => {
    const partyId = crypto.randomUUID()
    await sql`create table lose_connection (once bool)`.execute(database.kysely)
    await sql`
      create function lose() returns trigger language plpgsql as
      $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); return null; end $$
    `.execute(database.kysely)
    await sql`
      create constraint trigger lose after insert on party_log.event
      deferrable initially deferred for each row execute function lose()
    `.execute(database.kysely)
    const event = makeEvent()
    const lost = log.append(partyId, [event])
    await expect(lost).rejects.toBeInstanceOf(TemporaryDatabaseError)
    await expect(lost).rejects.toMatchObject({ outcome: 'unknown', temporary: true })
    await sql`drop trigger lose on party_log.event`.execute(database.kysely)
    expect(await log.append(partyId, [event])).toMatchObject([{ status: 'stored', sequence: 1 }])
  })

  test('a party locked for too long is temporary, and other parties go on', async () => {
    const [locked, free] = [crypto.randomUUID(), crypto.randomUUID()]
    await log.append(locked, [makeEvent()])
    await database.kysely.transaction().execute(async (transaction) => {
      await sql`select 1 from party_log.stream where party_id = ${locked} for update`.execute(transaction)
      const blocked = log.append(locked, [makeEvent()])
      await expect(log.append(free, [makeEvent()])).resolves.toMatchObject([{ status: 'stored' }])
      await expect(blocked).rejects.toMatchObject({ reason: 'lock_timeout', outcome: 'not_committed' })
    })
    await expect(log.append(locked, [makeEvent()])).resolves.toMatchObject([{ sequence: 2 }])
  })

  test('transactions that append to one party at the same time all succeed, dense', async () => {
    const partyId = crypto.randomUUID()
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, id) =>
        log.inTransaction(async (transaction, append) => {
          await sql`insert into domain_row values (${id})`.execute(transaction)
          return append(partyId, [makeEvent()])
        }),
      ),
    )
    const sequences = results.flat().map((result) => (result.status === 'conflict' ? 0 : result.sequence))
    expect(sequences.sort((left, right) => left - right)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    )
  })
})
