import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
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
import type { Config } from './config.ts'
import { createFront } from './front.ts'
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
  readonly closeResources: readonly CloseStep[]
}

/**
 * Starts every service in this process, on embedded parts unless `DATABASE_URL` says otherwise, behind one
 * port. They share the database, the event log and the keys; each still sees only its own contract.
 *
 * @param environment variables for the services' own configuration; what a single process knows better is set
 *   here
 */
export async function startInstallation(config: Config, environment: Environment): Promise<Installation> {
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
  const { tracesEndpoint: endpoint, version } = config
  const tracing =
    endpoint === undefined ? undefined : await startTracing({ service: 'standalone', version, endpoint })
  const traced = tracing === undefined ? {} : { tracing }
  const registry = new Registry()
  const metricsOf = (service: string) => createMetrics({ service, registry, version })
  const database = await openInstallationDatabase(config, environment)
  const eventLog = createEventLog({ database })
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
  const pages = await createPages({
    folder: config.webappFolder,
    config: serviceConfigFrom(config),
    logger,
    metrics: metricsOf('standalone'),
  })
  if (signer !== null) mountSimulator(pages, { signer, clock })
  await Promise.all([gateway.ready(), partySync.app.ready(), pages.ready()])

  const front = createFront({ gateway, pages, handleUpgrade: partySync.handleUpgrade })
  await new Promise<void>((done, fail) => {
    front.once('error', fail)
    front.listen(config.port, config.host, () => done())
  })
  addProcessMetrics(registry)
  const metricsServer = await startMetricsServer({
    registries: [registry],
    host: config.metricsHost,
    port: config.metricsPort,
  })
  const { port } = front.address() as AddressInfo
  const host = config.host.includes(':') ? `[${config.host}]` : config.host

  return {
    url: `http://${host === '127.0.0.1' ? 'localhost' : host}:${port}`,
    metricsPort: metricsServer.port,
    signer,
    logger,
    services: [withServer(partySync.app, front), withServer(gateway, front), withServer(pages, front)],
    closeResources: [
      { name: 'front', run: () => closeFront() },
      { name: 'metrics server', run: () => metricsServer.close() },
      { name: 'traces', run: () => tracing?.shutdown() },
      { name: 'event log', run: () => eventLog.close() },
      { name: 'database', run: () => database.close() },
    ],
  }

  function closeFront(): Promise<void> {
    return new Promise((done) => {
      front.close(() => done())
      front.closeAllConnections()
    })
  }
}

async function openInstallationDatabase(config: Config, environment: Environment): Promise<Database> {
  const url = environment['DATABASE_URL']
  const database = await openDatabase(url === undefined ? { folder: resolve(config.dataFolder) } : { url })
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
function withServer(
  app: { kit: StoppableService['kit']; close(): PromiseLike<unknown> },
  front: StoppableService['server'],
): StoppableService {
  return { kit: app.kit, server: front, close: () => app.close() }
}
