import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, runInTransaction, TemporaryDatabaseError } from '../src/index.ts'
import { createTestDatabase } from '../src/testing/index.ts'

// Runs on the embedded engine, or on PostgreSQL when RPG_TEST_DATABASE_URL is set.
let database: Database

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(() => database.close())

const stream = () => ({ party_id: crypto.randomUUID(), epoch: 'epoch' })

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

test('ping succeeds on an open database', async () => {
  await expect(database.ping()).resolves.toBeUndefined()
})

describe('values', () => {
  test('come back in the types of the schema', async () => {
    const row = stream()
    await database.kysely.insertInto('party_log.stream').values(row).execute()
    const digest = Buffer.alloc(32, 7)
    const audience = [crypto.randomUUID(), crypto.randomUUID()]
    await database.kysely
      .insertInto('party_log.event')
      .values({
        party_id: row.party_id,
        sequence: 1,
        event_id: crypto.randomUUID(),
        type: 'x',
        digest,
        body: 'Привет 🎲',
        audience,
      })
      .execute()
    const event = await database.kysely
      .selectFrom('party_log.event')
      .selectAll()
      .where('party_id', '=', row.party_id)
      .executeTakeFirstOrThrow()
    expect(event).toMatchObject({ sequence: 1, body: 'Привет 🎲', audience, digest, actor_id: null })
    expect(event.recorded_at).toBeInstanceOf(Date)
  })

  test('a bigint beyond 2^53 - 1 is an error, never a rounded number', async () => {
    const exact = await sql<{ n: number }>`select 9007199254740991::bigint as n`.execute(database.kysely)
    expect(exact.rows[0]?.n).toBe(Number.MAX_SAFE_INTEGER)
    const error = await failureOf(sql`select 9007199254740992::bigint as n`.execute(database.kysely))
    expect(error).toBeInstanceOf(RangeError)
    await database.ping()
  })

  test('a date is text, because it has no time zone', async () => {
    const { rows } = await sql<{ d: string }>`select date '2026-03-29' as d`.execute(database.kysely)
    expect(rows[0]?.d).toBe('2026-03-29')
  })

  test('5 MB in one parameter and back arrive whole', async () => {
    const large = 'ж'.repeat(2_500_000)
    const { rows } = await sql<{ large: string }>`select ${large}::text as large`.execute(database.kysely)
    expect(rows[0]?.large === large).toBe(true)
  })
})

test.each([
  [
    '23505',
    (kysely: Kysely<unknown>) =>
      sql`insert into party_log.store values (true, 'a'), (true, 'b')`.execute(kysely),
  ],
  ['42P01', (kysely: Kysely<unknown>) => sql`select * from nowhere`.execute(kysely)],
  ['22P02', (kysely: Kysely<unknown>) => sql`select ${'x'}::uuid`.execute(kysely)],
  ['42601', (kysely: Kysely<unknown>) => sql`selec`.execute(kysely)],
])(
  'an error of the database is a DatabaseError with code %s, and the connection stays usable',
  async (code, run) => {
    const error = await failureOf(run(database.kysely as unknown as Kysely<unknown>))
    expect(error).toMatchObject({ code, name: 'error' })
    expect((error as Error).constructor.name).toBe('DatabaseError')
    await database.ping()
  },
)

describe('runInTransaction', () => {
  test('commits what it did and returns the result', async () => {
    const row = stream()
    const result = await runInTransaction(database, async (transaction) => {
      await transaction.insertInto('party_log.stream').values(row).execute()
      return 'done'
    })
    expect(result).toBe('done')
    expect(await exists(row.party_id)).toBe(true)
  })

  test('rolls everything back when the function throws, and passes the error on', async () => {
    const row = stream()
    const mistake = new Error('no')
    const run = runInTransaction(database, async (transaction) => {
      await transaction.insertInto('party_log.stream').values(row).execute()
      throw mistake
    })
    await expect(run).rejects.toBe(mistake)
    expect(await exists(row.party_id)).toBe(false)
  })

  test('never reports success when an error was swallowed and the server rolled back', async () => {
    const row = stream()
    const run = runInTransaction(database, async (transaction) => {
      await transaction.insertInto('party_log.stream').values(row).execute()
      await failureOf(sql`select 1 / 0`.execute(transaction))
    })
    await expect(run).rejects.toThrow()
    expect(await exists(row.party_id)).toBe(false)
    await database.ping()
  })

  test('runs again after a serialization failure, and only so often', async () => {
    let runs = 0
    const failing = (times: number) =>
      runInTransaction(database, async (transaction) => {
        runs += 1
        if (runs <= times)
          await sql`do $$ begin raise exception using errcode = '40001'; end $$`.execute(transaction)
        return runs
      })
    await expect(failing(2)).resolves.toBe(3)
    runs = 0
    const error = await failureOf(failing(99))
    expect(error).toBeInstanceOf(TemporaryDatabaseError)
    expect(error).toMatchObject({
      code: 'database_temporary',
      reason: 'serialization',
      outcome: 'not_committed',
    })
    expect(runs).toBe(3)
  })
})

test('pgvector is there: create extension vector, store and order by distance', async () => {
  const { rows: available } = await sql`select 1 from pg_available_extensions where name = 'vector'`.execute(
    database.kysely,
  )
  if (available.length === 0 && database.engine === 'postgres') {
    console.warn('This PostgreSQL server has no pgvector: not tested here')
    return
  }
  await sql`create extension if not exists vector`.execute(database.kysely)
  await sql`create table nearest (id int primary key, embedding vector(3))`.execute(database.kysely)
  await sql`insert into nearest values (1, '[1,0,0]'), (2, '[0,1,0]'), (3, '[0.9,0.1,0]')`.execute(
    database.kysely,
  )
  await sql`create index on nearest using hnsw (embedding vector_l2_ops)`.execute(database.kysely)
  const { rows } = await sql<{ id: number }>`
    select id from nearest order by embedding <-> ${'[1,0,0]'}::vector limit 2
  `.execute(database.kysely)
  expect(rows.map((row) => row.id)).toEqual([1, 3])
})

async function exists(partyId: string): Promise<boolean> {
  const row = await database.kysely
    .selectFrom('party_log.stream')
    .select('head')
    .where('party_id', '=', partyId)
    .executeTakeFirst()
  return row !== undefined
}
