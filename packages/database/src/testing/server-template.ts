import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { ConnectionLimits } from '../connection-pool.ts'
import type { Database } from '../database.ts'
import { migrateToLatest } from '../migrate.ts'
import { openDatabase } from '../open-database.ts'
import { templateKey } from './template-key.ts'

/** Serialises template making and copying between test processes: a template in use cannot be copied. */
const ADVISORY_LOCK = 7_263_002

async function withAdministrator<T>(serverUrl: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: serverUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}

function urlOf(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

async function ensureTemplate(serverUrl: string, client: pg.Client): Promise<string> {
  const template = `rpg_template_${templateKey()}`
  const found = await client.query('select 1 from pg_database where datname = $1', [template])
  if (found.rowCount === 1) return template
  const unfinished = `${template}_${randomUUID().slice(0, 8)}`
  await client.query(`create database ${unfinished}`)
  const database = await openDatabase({ url: urlOf(serverUrl, unfinished) })
  try {
    await migrateToLatest(database)
  } finally {
    await database.close()
  }
  // The name says it is whole, so it gets the name only now.
  await client.query(`alter database ${unfinished} rename to ${template}`)
  return template
}

async function openThrowAway(options: {
  serverUrl: string
  name: string
  limits?: Partial<ConnectionLimits>
}): Promise<Database> {
  const { serverUrl, name, limits = {} } = options
  const database = await openDatabase({ url: urlOf(serverUrl, name), limits })
  const closeConnections = database.close
  let closing: Promise<void> | undefined
  return Object.assign(database, {
    close() {
      closing ??= (async () => {
        await closeConnections()
        await withAdministrator(serverUrl, (client) =>
          client.query(`drop database if exists ${name} with (force)`),
        )
      })()
      return closing
    },
  })
}

const freshName = (): string => `rpg_test_${randomUUID().replaceAll('-', '')}`

/** A migrated database of its own on a real server, dropped when it is closed. */
export async function createServerTestDatabase(
  serverUrl: string,
  limits: Partial<ConnectionLimits> = {},
): Promise<Database> {
  const name = freshName()
  await withAdministrator(serverUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK])
    const template = await ensureTemplate(serverUrl, client)
    await client.query(`create database ${name} template ${template}`)
  })
  return openThrowAway({ serverUrl, name, limits })
}

/** An empty database of its own on a real server, dropped when it is closed. */
export async function createEmptyServerDatabase(serverUrl: string): Promise<Database> {
  const name = freshName()
  await withAdministrator(serverUrl, (client) => client.query(`create database ${name} template template0`))
  return openThrowAway({ serverUrl, name })
}
