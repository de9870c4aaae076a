import { Kysely, PostgresDialect, sql } from 'kysely'
import { expect, test } from 'vitest'
import { createEmbeddedPool } from '../connection-pool.ts'
import { temporaryReasonOf } from '../temporary-error.ts'
import { startEngine } from './start-engine.ts'

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

test('files that are no database fail the start with the reason, and leave no thread behind', async () => {
  const broken = startEngine({ dataFolder: null, archive: new Uint8Array(2048).fill(1) })
  await expect(broken).rejects.toThrow(/did not start/)
})

test('the death of the engine fails queries as a connection error and does not end the process', {
  timeout: 60_000,
}, async () => {
  const engine = await startEngine({ dataFolder: null })
  const broken: Error[] = []
  const pool = createEmbeddedPool({
    createStream: () => engine.createStream(),
    connectMs: 5_000,
    onConnectionError: (error) => broken.push(error),
  })
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  await sql`select 1`.execute(kysely)
  const interrupted = failureOf(sql`select count(*) from generate_series(1, 100000000)`.execute(kysely))
  await new Promise((resolve) => setTimeout(resolve, 50))
  await engine.abort()
  expect(temporaryReasonOf(await interrupted)).toBe('connection')
  expect(temporaryReasonOf(await failureOf(sql`select 1`.execute(kysely)))).toBe('connection')
  expect(broken.length).toBeGreaterThan(0)
  await kysely.destroy()
  await engine.close()
})

test('what one connection leaves behind does not reach the next', { timeout: 60_000 }, async () => {
  const engine = await startEngine({ dataFolder: null })
  const open = () =>
    createEmbeddedPool({
      createStream: () => engine.createStream(),
      connectMs: 5_000,
      onConnectionError: () => undefined,
    })
  const first = open()
  await first.query('create table kept (id int)')
  await first.query("set application_name = 'first'")
  await first.query('begin')
  await first.query('insert into kept values (1)')
  await first.end()
  const second = open()
  expect((await second.query('select * from kept')).rows).toEqual([])
  expect((await second.query("select current_setting('application_name') as name")).rows).not.toEqual([
    { name: 'first' },
  ])
  await second.end()
  await engine.close()
})
