import type { IncomingMessage } from 'node:http'
import { type Database, openDatabase } from '@rpg-bot/database'
import { createEventLog, type EventLog } from '@rpg-bot/party_log'
import {
  createLogger,
  createMetrics,
  createService,
  createTokenVerifier,
  type Logger,
  type Metrics,
  serviceConfigFrom,
  type TokenVerifier,
  type Tracing,
} from '@rpg-bot/service_kit'
import { v7 as createId } from 'uuid'
import type { Config } from './config.ts'
import { createHub } from './hub.ts'
import { defaultLimits, type HubLimits } from './limits.ts'
import { createHubRecorders } from './metrics.ts'
import { createServerMessages } from './server-messages.ts'
import { acceptOnlyWebSockets, createUpgradeHandler, type UpgradeHandler } from './upgrade.ts'

/** What {@link buildApp} makes unless it is given. Whoever gives a resource closes it. */
export interface Dependencies {
  readonly database: Database
  readonly eventLog: EventLog
  readonly verifier: TokenVerifier
  readonly logger: Logger
  readonly metrics: Metrics
  readonly tracing: Tracing
  readonly clock: () => number
  readonly limits: Partial<HubLimits>
  /** Decides about an `Origin`; the configured allow-list unless given. */
  readonly mayConnect: (origin: string, request: IncomingMessage) => boolean
}

/** The name of the service, in tokens, logs and metrics. */
const service = 'party_sync'
/** Issuer of access tokens (claim `iss`). */
const issuer = 'rpg-bot'

/** Composes the service. Nothing else creates its resources. */
export async function buildApp(
  configuration: { settings: Config; secrets: { databaseUrl: string } },
  overrides: Partial<Dependencies> = {},
) {
  const { settings, secrets } = configuration
  const clock = overrides.clock ?? Date.now
  const limits: HubLimits = { ...defaultLimits, ...overrides.limits }
  const logger = overrides.logger ?? createLogger({ service, level: settings.logLevel })
  const metrics = overrides.metrics ?? createMetrics({ service, version: settings.version })
  const database = overrides.database ?? (await openDatabase({ url: secrets.databaseUrl }))
  const eventLog = overrides.eventLog ?? createEventLog({ database })
  // A database restored from a backup has another history: every cursor of before is refused from now on.
  if (overrides.eventLog === undefined) await eventLog.verifyStore()
  const verifier =
    overrides.verifier ?? createTokenVerifier({ issuer, audience: service, jwksUrl: settings.jwksUrl, clock })
  const app = createService({
    name: service,
    config: serviceConfigFrom(settings),
    logger,
    metrics,
    ...(overrides.tracing === undefined ? {} : { tracing: overrides.tracing }),
    checks: [{ name: 'database', run: () => database.checkHealth() }],
  })
  const recorders = createHubRecorders(metrics, () => hub.connectionCount)
  const hub = createHub({
    node: settings.node,
    database,
    eventLog,
    verifier,
    messages: createServerMessages({ node: settings.node, clock, createId, check: settings.development }),
    limits,
    clock,
    createId,
    events: { ...recorders, failed: (err) => logger.error({ err }, 'a connection failed') },
  })
  const { allowedOrigins } = settings
  const mayConnect = overrides.mayConnect ?? ((origin) => allowedOrigins.includes(origin))
  const upgrade = createUpgradeHandler({ hub, limits, mayConnect })
  acceptOnlyWebSockets(app.server)
  app.server.on('upgrade', upgrade.handle)
  app.addHook('preClose', async () => {
    hub.close()
    upgrade.close()
  })
  app.addHook('onClose', async () => {
    if (overrides.eventLog === undefined) await eventLog.close()
    if (overrides.database === undefined) await database.close()
  })
  /** Where a front server that shares its port hands over upgrades of `/v1/sync`. */
  const handleUpgrade: UpgradeHandler = upgrade.handle
  /** Told of sign-ins that ended: their tokens stop being accepted and their connections end. */
  function endSignIns(signInIds: readonly string[]): void {
    for (const id of signInIds) verifier.forget(id)
    hub.endSignIns(signInIds)
  }
  return { app, handleUpgrade, endSignIns }
}
