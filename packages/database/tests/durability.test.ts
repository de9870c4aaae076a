import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrateToLatest, openDatabase } from '../src/index.ts'
import { createTestDatabase } from '../src/testing/index.ts'
import { runProcess } from './run-process.ts'

let parent: string

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'rpg-durability-'))
})

afterAll(() => rm(parent, { recursive: true, force: true }))

test('every acknowledged commit survives kill -9, round after round', { timeout: 240_000 }, async () => {
  const folder = join(parent, 'killed')
  const acknowledged: string[] = []
  for (let round = 0; round < 3; round += 1) {
    const writer = runProcess('commit-for-ever.ts', folder)
    const wanted = 60 + round * 100
    await writer.waitFor((_line, all) => all.length > wanted)
    await writer.kill()
    acknowledged.push(...writer.lines().filter((line) => line !== 'ready'))

    const database = await openDatabase({ folder })
    const rows = await database.kysely.selectFrom('party_log.stream').select('party_id').execute()
    const stored = new Set(rows.map((row) => row.party_id))
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([])
    // At most one commit a round was under way, done and not yet printed.
    expect(stored.size).toBeLessThanOrEqual(acknowledged.length + round + 1)
    await database.close()
  }
})

test('killed in the middle of its very first start, the next start makes the database anew', {
  timeout: 240_000,
}, async () => {
  const folder = join(parent, 'unfinished')
  const started = join(folder, 'pgdata')
  const writer = runProcess('commit-for-ever.ts', folder)
  while (
    !(await access(started).then(
      () => true,
      () => false,
    ))
  )
    await new Promise((resolve) => setTimeout(resolve, 5))
  await new Promise((resolve) => setTimeout(resolve, 30))
  await writer.kill()

  const database = await openDatabase({ folder })
  await migrateToLatest(database)
  expect((await sql`select 1 as one`.execute(database.kysely)).rows).toEqual([{ one: 1 }])
  await database.close()
})

test('commits reach the disk, not only the operating system: fsync is on for files', async () => {
  const database = await createTestDatabase({ folder: join(parent, 'settings') })
  const { rows } = await sql`
    select current_setting('fsync') as fsync, current_setting('wal_sync_method') as method,
           current_setting('synchronous_commit') as commit, current_setting('full_page_writes') as pages
  `.execute(database.kysely)
  expect(rows).toEqual([{ fsync: 'on', method: 'fsync', commit: 'on', pages: 'on' }])
  await database.close()
})

test('the connection has no limits of a server and no say from the environment', async () => {
  process.env.PGSSLMODE = 'require'
  process.env.PGDATABASE = 'elsewhere'
  try {
    const database = await openDatabase({ memory: true })
    await database.ping()
    await database.close()
  } finally {
    delete process.env.PGSSLMODE
    delete process.env.PGDATABASE
  }
})
