import { sql } from 'kysely'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Database, openDatabase, runInTransaction } from '../src/index.ts'
import { readTestingConfig } from '../src/testing/config.ts'
import { createTestDatabase } from '../src/testing/index.ts'

const { serverUrl } = readTestingConfig()

test('a server that is not there is a temporary connection error within the connect limit', async () => {
  const away = await openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', limits: { connectMs: 500 } })
  await expect(away.ping()).rejects.toThrow()
  const run = runInTransaction(away, async () => undefined)
  await expect(run).rejects.toMatchObject({ reason: 'connection', outcome: 'not_committed', temporary: true })
  await away.close()
})

describe.runIf(serverUrl !== null)('on a server', () => {
  let database: Database

  beforeEach(async () => {
    database = await createTestDatabase({ serverUrl })
  })

  afterEach(() => database.close())

  /** Ends every connection of the test's database, as a restart of the server does. */
  async function restartConnections(): Promise<void> {
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(database.kysely)
    const administrator = new pg.Client({ connectionString: serverUrl ?? '' })
    await administrator.connect()
    await administrator.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      rows[0]?.name,
    ])
    await administrator.end()
  }

  test('a restart while clients are checked out and idle ends no process, and the next call works', async () => {
    await Promise.all([database.ping(), database.ping(), database.ping()])
    const interrupted = runInTransaction(database, async (transaction) => {
      await sql`select 1`.execute(transaction)
      await restartConnections()
      // Idle in a checked-out client: the error arrives with no query waiting for it.
      await new Promise((resolve) => setTimeout(resolve, 100))
      await sql`select 1`.execute(transaction)
    })
    await expect(interrupted).rejects.toMatchObject({ reason: 'connection', outcome: 'not_committed' })
    await expect(database.ping()).resolves.toBeUndefined()
  })

  test('a connection lost during the commit leaves an unknown outcome, not a failure', async () => {
    await sql`
      create function end_connection() returns trigger language plpgsql as
      $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); return null; end $$
    `.execute(database.kysely)
    await sql`
      create constraint trigger at_commit after insert on party_log.store
      deferrable initially deferred for each row execute function end_connection()
    `.execute(database.kysely)
    const run = runInTransaction(database, async (transaction) => {
      await transaction.insertInto('party_log.store').values({ identity: 'x' }).execute()
    })
    await expect(run).rejects.toMatchObject({ reason: 'connection', outcome: 'unknown' })
  })

  test('waiting for a lock, and a slow statement, end as temporary', async () => {
    const name = await sql<{ name: string }>`select current_database() as name`.execute(database.kysely)
    const url = new URL(serverUrl ?? '')
    url.pathname = `/${name.rows[0]?.name}`
    const impatient = await openDatabase({ url: url.href, limits: { lockMs: 100, statementMs: 300 } })
    await runInTransaction(database, async (holder) => {
      await sql`lock table party_log.stream`.execute(holder)
      const blocked = runInTransaction(impatient, (transaction) =>
        transaction.selectFrom('party_log.stream').selectAll().execute(),
      )
      await expect(blocked).rejects.toMatchObject({ reason: 'lock_timeout' })
      const slow = runInTransaction(impatient, (transaction) => sql`select pg_sleep(5)`.execute(transaction))
      await expect(slow).rejects.toMatchObject({ reason: 'statement_timeout' })
    })
    await impatient.close()
  })

  test('a server that stops answering is given up, and its connection is not used again', async () => {
    const name = await sql<{ name: string }>`select current_database() as name`.execute(database.kysely)
    const url = new URL(serverUrl ?? '')
    url.pathname = `/${name.rows[0]?.name}`
    const impatient = await openDatabase({
      url: url.href,
      limits: { statementMs: 0, queryMs: 200 },
      maxConnections: 1,
    })
    const pid = async () =>
      (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(impatient.kysely)).rows[0]?.pid
    const first = await pid()
    const silent = runInTransaction(impatient, (transaction) =>
      sql`select pg_sleep(1.5)`.execute(transaction),
    )
    await expect(silent).rejects.toMatchObject({ reason: 'connection' })
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(await pid()).not.toBe(first)
    await impatient.close()
  })

  test('databases of tests are apart, and closing drops them', async () => {
    const second = await createTestDatabase({ serverUrl })
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(second.kysely)
    await second.close()
    const left = await sql`select 1 from pg_database where datname = ${rows[0]?.name}`.execute(
      database.kysely,
    )
    expect(left.rows).toEqual([])
  })
})
