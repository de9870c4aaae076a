import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, migrateToLatest, openDatabase } from '@rpg-bot/database'
import { buildApp as buildGateway, readGatewayConfig } from '@rpg-bot/gateway_api'
import { createEventLog } from '@rpg-bot/party_log'
import { buildApp as buildPartySync, readPartySyncConfig } from '@rpg-bot/party_sync'
import {
  addProcessMetrics,
  type CloseStep,
  createLogger,
  createMetrics,
  createTokenVerifier,
  type Logger,
  Registry,
  type StoppableService,
  serviceConfigFrom,
  startMetricsServer,
  startTracing,
} from '@rpg-bot/service_kit'
import type { LaunchSigner } from '@rpg-bot/telegram_sim'
import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import { createFront, type Front } from './front.ts'
import { createPages } from './pages.ts'
import { createSimulatorSigner, mountSimulator, simulatorBotId } from './simulator.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** A running installation. */
export interface Installation {
  /** Where people click. */
  readonly url: string
  readonly metricsPort: number
  /** Signs launch data; null outside development. */
  readonly signer: LaunchSigner | null
  readonly logger: Logger
  readonly services: readonly StoppableService[]
  /** First on the way out. */
  readonly stopWork: readonly CloseStep[]
  readonly closeResources: readonly CloseStep[]
}

/** Takes what has to be closed again, in the order of opening. */
type Opened = (name: string, run: CloseStep['run']) => void

/**
 * Starts every service in this process, on embedded parts unless `DATABASE_URL` says otherwise, behind one
 * port. They share the database, the event log and the keys; each still sees only its own contract.
 *
 * @param environment variables for the services' own configuration; what a single process knows better is set
 *   here
 */
export async function startInstallation(config: Config, environment: Environment): Promise<Installation> {
  const opened: CloseStep[] = []
  try {
    return await start({ config, environment, opened: (name, run) => void opened.unshift({ name, run }) })
  } catch (error) {
    // The first failure is the one to tell; closing after it is best effort.
    for (const { run } of opened) await (async () => run())().catch(() => undefined)
    throw error
  }
}

async function start(options: {
  config: Config
  environment: Environment
  opened: Opened
}): Promise<Installation> {
  const { config, environment, opened } = options
  const signer = config.development ? createSimulatorSigner(config) : null
  const shared = {
    ...environment,
    DATABASE_URL: environment['DATABASE_URL'] ?? 'postgres://embedded/embedded',
  }
  const gatewayConfig = readGatewayConfig({
    ...shared,
    GATEWAY_API_SIGNING_KEYS_FILE:
      environment['GATEWAY_API_SIGNING_KEYS_FILE'] ?? resolve(config.dataFolder, 'signing-keys.json'),
    ...(signer === null
      ? {}
      : {
          GATEWAY_API_BOT_ID: String(simulatorBotId),
          GATEWAY_API_TELEGRAM_PUBLIC_KEYS: signer.publicKeyHex,
        }),
  })
  const logger = createLogger({
    service: 'standalone',
    level: config.logLevel,
    secrets: gatewayConfig.secrets.list(),
    buffered: !config.development,
  })
  // Before anything is made on the disk: a second start on the same port changes nothing.
  const front = createFront()
  opened('front', () => front.close())
  await front.listen(config.port, config.host)
  const { tracesEndpoint: endpoint, version } = config
  const tracing =
    endpoint === undefined ? undefined : await startTracing({ service: 'standalone', version, endpoint })
  if (tracing !== undefined) opened('traces', () => tracing.shutdown())
  const traced = tracing === undefined ? {} : { tracing }
  const registry = new Registry()
  const metricsOf = (service: string) => createMetrics({ service, registry, version })
  const database = await openInstallationDatabase(config, environment, opened)
  const eventLog = createEventLog({ database })
  opened('event log', () => eventLog.close())
  // A database restored from a backup has another history: every cursor of before is refused from now on.
  await eventLog.verifyStore()
  const clock = Date.now

  const gateway = await buildGateway(gatewayConfig, {
    database,
    eventLog,
    logger,
    metrics: metricsOf('gateway_api'),
    onSignInsEnded: (ids) => partySync.endSignIns(ids),
    ...traced,
  })
  opened('gateway_api', () => gateway.close())
  const verifier = createTokenVerifier({
    issuer: 'rpg-bot',
    audience: 'party_sync',
    keys: async () => (await gateway.inject('/.well-known/jwks.json')).json(),
    clock,
  })
  const partySync = await buildPartySync(
    readPartySyncConfig({ ...shared, PARTY_SYNC_JWKS_URL: 'http://127.0.0.1/.well-known/jwks.json' }),
    {
      database,
      eventLog,
      verifier,
      logger,
      metrics: metricsOf('party_sync'),
      mayConnect: sameOrigin(config.allowedOrigins),
      ...traced,
    },
  )
  opened('party_sync', () => partySync.app.close())
  const pages = await createPages({
    folder: config.webappFolder,
    config: serviceConfigFrom(config),
    logger,
    metrics: metricsOf('standalone'),
  })
  if (signer !== null) mountSimulator(pages, { signer, clock })
  opened('pages', () => pages.close())
  const apps = [partySync.app, gateway, pages]
  for (const app of apps) app.addHook('preClose', () => untilIdle(app))
  await Promise.all(apps.map((app) => app.ready()))
  front.serve({ gateway, pages, handleUpgrade: partySync.handleUpgrade })
  addProcessMetrics(registry)
  const metricsServer = await startMetricsServer({
    registries: [registry],
    host: config.metricsHost,
    port: config.metricsPort,
  })
  const { port } = front.server.address() as AddressInfo
  const host = config.host.includes(':') ? `[${config.host}]` : config.host

  return {
    url: `http://${host === '127.0.0.1' ? 'localhost' : host}:${port}`,
    metricsPort: metricsServer.port,
    signer,
    logger,
    services: apps.map((app) => withServer(app, front)),
    stopWork: [{ name: 'front', run: () => front.stopAccepting() }],
    closeResources: [
      { name: 'front', run: () => front.close() },
      { name: 'metrics server', run: () => metricsServer.close() },
      { name: 'traces', run: () => tracing?.shutdown() },
      { name: 'event log', run: () => eventLog.close() },
      { name: 'database', run: () => database.close() },
    ],
  }
}

/**
 * Waits for the requests of a service. Its own server never listens, so its close would wait for nobody; by now
 * it answers new ones that it is closing. The grace ends the wait: cut connections are no requests any more.
 */
async function untilIdle(app: FastifyInstance): Promise<void> {
  while (app.kit.inFlight() > 0) await sleep(10)
}

async function openInstallationDatabase(
  config: Config,
  environment: Environment,
  opened: Opened,
): Promise<Database> {
  const url = environment['DATABASE_URL']
  const database = await openDatabase(url === undefined ? { folder: resolve(config.dataFolder) } : { url })
  opened('database', () => database.close())
  await migrateToLatest(database)
  return database
}

/** Pages of this very address may connect, and those of the allow-list. */
function sameOrigin(allowed: readonly string[]) {
  return (origin: string, request: { headers: { host?: string | undefined } }): boolean =>
    allowed.includes(origin) ||
    origin === `http://${request.headers.host}` ||
    origin === `https://${request.headers.host}`
}

/** The services have no server of their own here: cutting connections means those of the front. */
function withServer(app: FastifyInstance, { server }: Front): StoppableService {
  return { kit: app.kit, server, close: () => app.close() }
}
