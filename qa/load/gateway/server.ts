import { migrateToLatest, openDatabase } from '@rpg-bot/database'
import { buildApp, createKeyRing, createSigningKey, readGatewayConfig } from '@rpg-bot/gateway_api'
import type { FastifyInstance } from 'fastify'
import { createBareApp } from './bare-app.ts'
import { accessTokenOf, insertPeople, personId } from './people.ts'
import type { ServerAnswer, ServerOrder } from './server-process.ts'

// One server of the measurement, in a process of its own: `server.ts contract|bare PEOPLE [DATABASE URL]`.
const [kind, people = '0', databaseUrl] = process.argv.slice(2)
const count = Number(people)
const tell = (answer: ServerAnswer) => process.send?.(answer)

const database = await openDatabase(databaseUrl === undefined ? { memory: true } : { url: databaseUrl })
if (databaseUrl === undefined) {
  await migrateToLatest(database)
  await insertPeople(database, count)
}

/** The gateway as production runs it: its own limits, sampled checks of answers, its log to standard output. */
async function createContractApp(): Promise<{ app: FastifyInstance; tokens: string[] }> {
  const key = createSigningKey(Date.now() - 1000)
  const config = readGatewayConfig(
    { GATEWAY_API_BOT_ID: '7342037359', GATEWAY_API_SIGNING_KEYS_FILE: '/nonexistent/signing-keys.json' },
    { database: 'given' },
  )
  const app = await buildApp(config, { database, keyRing: createKeyRing({ keys: [key] }) })
  const tokens = Array.from({ length: count }, (_, number) => accessTokenOf(number, key, Date.now()))
  return { app, tokens }
}

const { app, tokens } =
  kind === 'contract' ? await createContractApp() : { app: createBareApp(database), tokens: undefined }
const url = await app.listen({ host: '127.0.0.1', port: 0 })

process.on('message', async (order: ServerOrder) => {
  if (order === 'usage') {
    const { user, system } = process.cpuUsage()
    tell({ type: 'usage', cpuMicroseconds: user + system })
    return
  }
  await app.close()
  await database.close()
  process.disconnect()
})
tell({
  type: 'ready',
  url,
  requests: Array.from({ length: count }, (_, number) =>
    tokens === undefined
      ? { path: `/people/${personId(number)}`, headers: {} }
      : { path: '/v1/users/me', headers: { authorization: `Bearer ${tokens[number]}` } },
  ),
})
