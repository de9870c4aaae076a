import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase, runInTransaction } from '../src/index.ts'
import { createTestDatabase } from '../src/testing/index.ts'

let database: Database

beforeAll(async () => {
  database = await createTestDatabase({ serverUrl: null })
})

afterAll(() => database.close())

test('a test database starts from its archive faster than from nothing', { timeout: 60_000 }, async () => {
  const before = performance.now()
  const second = await createTestDatabase({ serverUrl: null })
  const elapsed = performance.now() - before
  await second.close()
  // Against a control in the same run, since the machine may be busy: alone 0.6 s to 2.5 s without an archive.
  const start = performance.now()
  const unprepared = await openDatabase({ memory: true })
  const control = performance.now() - start
  await unprepared.close()
  expect(elapsed).toBeLessThan(control)
})

test('many callers at once share the one connection and all succeed', async () => {
  const results = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      sql<{ n: number }>`select ${index}::int as n`.execute(database.kysely),
    ),
  )
  expect(results.map(({ rows }) => rows[0]?.n)).toEqual(Array.from({ length: 50 }, (_, index) => index))
})

test('asking for a second connection inside a transaction is an error after a while, never a deadlock', async () => {
  const impatient = await createTestDatabase({ serverUrl: null, limits: { connectMs: 300 } })
  const nested = runInTransaction(impatient, () => impatient.ping())
  await expect(nested).rejects.toMatchObject({ code: 'database_temporary', reason: 'connection' })
  await impatient.ping()
  await impatient.close()
})

test('the event loop keeps turning while the engine works', async () => {
  let turns = 0
  const timer = setInterval(() => {
    turns += 1
  }, 5)
  await sql`select count(*) from generate_series(1, 1500000)`.execute(database.kysely)
  clearInterval(timer)
  expect(turns).toBeGreaterThan(5)
})

test('close is idempotent, and a closed database refuses work', async () => {
  const closed = await createTestDatabase({ serverUrl: null })
  await closed.ping()
  await Promise.all([closed.close(), closed.close()])
  await expect(closed.ping()).rejects.toThrow()
})
