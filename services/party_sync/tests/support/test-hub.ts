import type { Database } from '@rpg-bot/database'
import { createTestDatabase } from '@rpg-bot/database/testing'
import { createEventLog, type EventLog, type NewEvent } from '@rpg-bot/party_log'
import type { EventType } from '@rpg-bot/rpg_contracts'
import { createSilentLogger, createTokenVerifier } from '@rpg-bot/service_kit'
import { createTestTokenIssuer } from '@rpg-bot/service_kit/testing'
import { v7 as createId } from 'uuid'
import { buildApp } from '../../src/app.ts'
import { readPartySyncConfig } from '../../src/config.ts'
import type { HubLimits } from '../../src/limits.ts'
import { connectTestClient, type TestClientOptions } from './test-client.ts'

/** A hub on a database of its own, and what a test needs to fill it. */
export type TestHub = Awaited<ReturnType<typeof startTestHub>>

/** Starts a hub on a free port. */
export async function startTestHub(limits: Partial<HubLimits> = {}) {
  const database: Database = await createTestDatabase()
  const eventLog: EventLog = createEventLog({ database })
  const issuer = createTestTokenIssuer()
  const clock = { now: Date.now() }
  let telegramUserId = 1000
  const verifier = createTokenVerifier({
    issuer: 'rpg-bot',
    audience: 'party_sync',
    keys: issuer.keys,
    clock: () => clock.now,
  })
  const configuration = readPartySyncConfig({
    RPG_BOT_DEVELOPMENT: '1',
    DATABASE_URL: 'postgres://unused/unused',
    PARTY_SYNC_JWKS_URL: 'http://127.0.0.1:1/jwks.json',
    PARTY_SYNC_ALLOWED_ORIGINS: 'https://app.example',
  })
  const { app, endSignIns } = await buildApp(configuration, {
    database,
    eventLog,
    verifier,
    logger: createSilentLogger(),
    clock: () => clock.now,
    limits: { pollMs: 200, ...limits },
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const clients: Awaited<ReturnType<typeof connectTestClient>>[] = []

  return {
    database,
    eventLog,
    issuer,
    endSignIns,
    clock,
    port,
    /** A person who can sign in. */
    async person(name = 'Мира 🗡'): Promise<{ userId: string; token: string }> {
      const userId = createId()
      telegramUserId += 1
      const time = new Date(clock.now)
      await database.kysely
        .insertInto('gateway_api.users')
        .values({
          id: userId,
          telegram_user_id: telegramUserId,
          display_name: name,
          username: null,
          locale: null,
          language_code: null,
          created_at: time,
          updated_at: time,
          deleted_at: null,
        })
        .execute()
      return { userId, token: await issuer.sign({ userId }) }
    },
    /** A campaign with its members. */
    async party(members: Record<string, 'gm' | 'player' | 'spectator'>): Promise<string> {
      const id = createId()
      const time = new Date(clock.now)
      await database.kysely
        .insertInto('gateway_api.campaigns')
        .values({ id, name: 'Берег фонарей', system_id: 'minimal', created_at: time, updated_at: time })
        .execute()
      for (const [userId, role] of Object.entries(members)) {
        await database.kysely
          .insertInto('gateway_api.members')
          .values({ campaign_id: id, user_id: userId, role, version: 1, joined_at: time })
          .execute()
      }
      return id
    },
    /** An event as the gateway would write it. */
    event(party: string, type: EventType, data: object, audience: string[] | null = null): NewEvent {
      const id = createId()
      const time = new Date(clock.now).toISOString()
      const body = {
        specversion: '1.0',
        id,
        type,
        source: `/parties/${party}`,
        time,
        datacontenttype: 'application/json',
        data,
      }
      return { id, type, actorId: null, audience, body }
    },
    async connect(options: TestClientOptions = {}) {
      const client = await connectTestClient(port, options)
      clients.push(client)
      return client
    },
    async close() {
      await app.close()
      for (const client of clients) client.socket.terminate()
      await eventLog.close()
      await database.close()
      const violations = clients.flatMap((client) => client.violations)
      if (violations.length > 0) throw new Error(`Frames broke the contract: ${violations.join('; ')}`)
    },
  }
}
