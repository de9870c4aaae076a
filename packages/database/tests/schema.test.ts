import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../src/index.ts'
import { tables } from '../src/schema.ts'
import { createTestDatabase } from '../src/testing/index.ts'
import { readColumns } from './read-columns.ts'

let database: Database

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(() => database.close())

test('the described tables and the migrated database are the same, column by column, both ways', async () => {
  expect(await readColumns(database)).toEqual(tables)
})

test('the comparison notices a column that nobody described', async () => {
  await sql`alter table party_log.store add column surprise int`.execute(database.kysely)
  expect(await readColumns(database)).not.toEqual(tables)
  await sql`alter table party_log.store drop column surprise`.execute(database.kysely)
  expect(await readColumns(database)).toEqual(tables)
})

test('the comparison notices a column that became nullable, and one whose type changed', async () => {
  await sql`alter table party_log.store alter column identity drop not null`.execute(database.kysely)
  expect(await readColumns(database)).not.toEqual(tables)
  await sql`alter table party_log.store alter column identity set not null, alter column identity type varchar`.execute(
    database.kysely,
  )
  expect(await readColumns(database)).not.toEqual(tables)
})
