import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { afterEach, describe, expect, test } from 'vitest'
import type { Database } from '../src/index.ts'
import { migrateToLatest, openDatabase } from '../src/index.ts'
import { applyMigrations } from '../src/migrate.ts'
import { migrations } from '../src/migrations/index.ts'
import { createEmptyTestDatabase, createTestDatabase } from '../src/testing/index.ts'
import { readColumns } from './read-columns.ts'

const names = Object.keys(migrations)
const open: Database[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((database) => database.close()))
})

async function empty(): Promise<Database> {
  const database = await createEmptyTestDatabase()
  open.push(database)
  return database
}

async function newest(): Promise<Database> {
  const database = await createTestDatabase()
  open.push(database)
  return database
}

test('names are numbered without gaps and in order', () => {
  expect(names).toEqual([...names].sort())
  expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, index) => index + 1))
})

test('no migration has a way down: the next one corrects it', () => {
  for (const migration of Object.values(migrations)) expect(migration.down).toBeUndefined()
})

test('from empty, all migrations apply once; a second run has nothing to do', async () => {
  const database = await empty()
  expect(await migrateToLatest(database)).toEqual({ applied: names })
  expect(await migrateToLatest(database)).toEqual({ applied: [] })
})

describe('from every earlier schema', () => {
  test.each(names)(
    'stopped after %s, with rows in it, the rest applies and gives the same schema',
    async (name) => {
      const database = await empty()
      await applyMigrations(database, { migrations, upTo: name })
      const partyId = crypto.randomUUID()
      await database.kysely
        .insertInto('party_log.stream')
        .values({ party_id: partyId, epoch: 'kept' })
        .execute()
      expect(await migrateToLatest(database)).toEqual({ applied: names.slice(names.indexOf(name) + 1) })
      expect(await readColumns(database)).toEqual(await readColumns(await newest()))
      const kept = await database.kysely.selectFrom('party_log.stream').select('epoch').execute()
      expect(kept).toEqual([{ epoch: 'kept' }])
    },
  )
})

test('a migration that fails leaves nothing of its run, and the next good run works', async () => {
  const database = await empty()
  const broken: Record<string, Migration> = {
    ...migrations,
    '9999-broken': {
      async up(kysely) {
        await sql`create table half_done (id int)`.execute(kysely)
        await sql`select 1 / 0`.execute(kysely)
      },
    },
  }
  await expect(applyMigrations(database, { migrations: broken })).rejects.toMatchObject({ code: '22012' })
  expect((await sql`select to_regclass('half_done') as found`.execute(database.kysely)).rows).toEqual([
    { found: null },
  ])
  expect(await migrateToLatest(database)).toEqual({ applied: names })
})

test('an older build refuses a database that a newer build has migrated', async () => {
  const database = await empty()
  const newer = { ...migrations, '9999-future': { up: async () => undefined } }
  await applyMigrations(database, { migrations: newer })
  await expect(migrateToLatest(database)).rejects.toThrow(/9999-future/)
})

test('processes that start at the same moment do not collide', async () => {
  const database = await empty()
  const reports = await Promise.all(
    Array.from({ length: database.engine === 'postgres' ? 4 : 1 }, () => migrateToLatest(database)),
  )
  expect(reports.flatMap((report) => report.applied)).toEqual(names)
})

test('a memory database opened by hand is empty until migrated', { timeout: 60_000 }, async () => {
  const database = await openDatabase({ memory: true })
  open.push(database)
  await expect(database.kysely.selectFrom('party_log.stream').selectAll().execute()).rejects.toMatchObject({
    code: '42P01',
  })
})
