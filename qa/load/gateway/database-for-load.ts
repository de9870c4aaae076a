import { randomBytes } from 'node:crypto'
import { migrateToLatest, openDatabase } from '@rpg-bot/database'
import { MissingRequirementsError, startPostgres } from '@rpg-bot/test_environment'
import { sql } from 'kysely'
import { insertPeople } from './people.ts'

/** Where both servers read. */
export type LoadDatabase = {
  readonly engine: 'PostgreSQL' | 'the embedded engine'
  /** Undefined: each server makes an embedded one of its own. */
  readonly url: string | undefined
  close(): Promise<void>
}

/**
 * A database with people in it: on the server of `RPG_TEST_DATABASE_URL`, else on one that is started for the
 * run, else in each server process.
 */
export async function openLoadDatabase(
  people: number,
  options: { embedded: boolean },
): Promise<LoadDatabase> {
  const server = options.embedded ? undefined : await postgresServer()
  if (server === undefined)
    return { engine: 'the embedded engine', url: undefined, close: async () => undefined }
  const name = `rpg_load_${randomBytes(6).toString('hex')}`
  const url = new URL(server.url)
  url.pathname = `/${name}`
  const administration = await openDatabase({ url: server.url })
  await sql`create database ${sql.id(name)}`.execute(administration.kysely)
  const database = await openDatabase({ url: url.href })
  await migrateToLatest(database)
  await insertPeople(database, people)
  await database.close()
  return {
    engine: 'PostgreSQL',
    url: url.href,
    async close() {
      await sql`drop database ${sql.id(name)} with (force)`.execute(administration.kysely)
      await administration.close()
      await server.stop()
    },
  }
}

async function postgresServer(): Promise<{ url: string; stop(): Promise<void> } | undefined> {
  const given = process.env['RPG_TEST_DATABASE_URL']
  if (given !== undefined) return { url: given, stop: async () => undefined }
  try {
    return await startPostgres()
  } catch (error) {
    if (!(error instanceof MissingRequirementsError)) throw error
    console.log(`Without PostgreSQL: ${error.message}`)
    return undefined
  }
}
