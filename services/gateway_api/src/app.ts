import { type Database, migrateToLatest, openDatabase } from '@rpg-bot/database'
import { createEventLog, type EventLog } from '@rpg-bot/party_log'
import type { Handlers, OperationsOf } from '@rpg-bot/rpg_contracts'
import { bindOperations } from '@rpg-bot/rpg_contracts/fastify'
import {
  connectRedis,
  createAuthentication,
  createMetrics,
  createRateLimits,
  createService,
  createTokenVerifier,
  type Logger,
  type Metrics,
  registerRateLimits,
  serviceConfigFrom,
  serviceMetrics,
  type TokenVerifier,
  type Tracing,
} from '@rpg-bot/service_kit'
import type { FastifyInstance } from 'fastify'
import { createAccessTokens, TOKEN_ISSUER } from './auth/access-tokens.ts'
import { createAuthHandlers } from './auth/handlers.ts'
import type { KeyRing } from './auth/key-ring.ts'
import { createLaunchDataCheck } from './auth/launch-data.ts'
import { loadKeyRing } from './auth/load-key-ring.ts'
import { createRevocations } from './auth/revocations.ts'
import { createSignIns } from './auth/sign-ins.ts'
import { createCampaignDomain } from './campaigns/campaign-domain.ts'
import { createCharacterDomain } from './characters/character-domain.ts'
import { deleteAllCharacters } from './characters/delete-all-characters.ts'
import { type GatewayConfig, trustProblems } from './config.ts'
import { createGatewayEvents } from './events.ts'
import { createHousekeeping } from './housekeeping.ts'
import { registerCacheControl } from './http/cache-control.ts'
import { limitOf, limitPolicies } from './http/limits.ts'
import { withTemporaryFailures } from './http/temporary-failure.ts'
import { createIdempotent } from './idempotency/idempotent.ts'
import { createGatewayLogger } from './logger.ts'
import { createPartyHandlers } from './party/party-handlers.ts'
import { createRollDomain } from './rolls/roll-domain.ts'
import { createStatusHandlers } from './status/handlers.ts'
import { createStatusChecks } from './status/status-checks.ts'
import { loadRuleSystems, type RuleSystems } from './systems/load-rule-systems.ts'
import { createSystemHandlers } from './systems/system-handlers.ts'
import { createUnitOfWork } from './unit-of-work.ts'
import { createDeleteUser } from './users/delete-user.ts'
import { createExportUser } from './users/export-user.ts'
import { createUserHandlers } from './users/handlers.ts'

/** What a composition or a test hands over instead of having it made here. Whoever hands over also closes. */
export type Dependencies = {
  database: Database
  eventLog: EventLog
  keyRing: KeyRing
  logger: Logger
  metrics: Metrics
  verifier: TokenVerifier
  tracing: Tracing
  /** What campaigns can be played by; those of the folder `systems` unless given. */
  ruleSystems: RuleSystems
  /** Told of sign-ins that ended in this process, after the commit. */
  onSignInsEnded: (signInIds: readonly string[]) => void
  /** Milliseconds since 1970. */
  clock: () => number
}

/**
 * Puts the service together; nothing else makes its parts. The app does not listen yet. Closing it closes what
 * was made here.
 *
 * @throws Error when the configuration believes keys that only development may believe
 * @throws RuleSystemError when the file of a rule system is broken
 */
export async function buildApp(
  { settings: config, secrets }: GatewayConfig,
  overrides: Partial<Dependencies> = {},
): Promise<FastifyInstance> {
  const [untrustworthy] = trustProblems(config)
  if (untrustworthy !== undefined) throw new Error(untrustworthy)
  const { clock = Date.now, ruleSystems = loadRuleSystems() } = overrides
  const logger = overrides.logger ?? createGatewayLogger(config, secrets)
  const metrics =
    overrides.metrics ??
    createMetrics({ service: 'gateway_api', version: config.version, checked: config.development })
  const closing: (() => unknown)[] = []

  const database = overrides.database ?? (await openOwnDatabase(secrets.databaseUrl, closing))
  const eventLog = overrides.eventLog ?? createEventLog({ database })
  if (overrides.eventLog === undefined) closing.push(() => eventLog.close())
  const keyRing = overrides.keyRing ?? (await loadOwnKeys())
  const redis = secrets.redisUrl === undefined ? undefined : connectRedis({ url: secrets.redisUrl, logger })
  if (redis !== undefined) closing.push(() => redis.disconnect())

  const verifier =
    overrides.verifier ??
    createTokenVerifier({
      issuer: TOKEN_ISSUER,
      audience: 'gateway_api',
      // Our own keys, in memory: asking often costs nothing, and a key that was retired stops at once.
      keys: async () => keyRing.published(),
      cooldownMs: 1000,
      keysMaxAgeMs: 10_000,
      clock,
    })
  const revocations = createRevocations({ database, verifier, logger, clock })
  const housekeeping = createHousekeeping({ database, eventLog, logger, clock })
  const events = createGatewayEvents({ metrics })
  const unitOfWork = createUnitOfWork({ eventLog })
  const idempotent = createIdempotent({ unitOfWork, clock })
  const rateLimits = createRateLimits({
    policies: limitPolicies(config),
    metrics,
    clock,
    ...(redis === undefined ? {} : { redis }),
  })
  const signIns = createSignIns({
    database,
    unitOfWork,
    accessTokens: createAccessTokens({ keyRing, clock }),
    verifyLaunchData: createLaunchDataCheck({
      botId: config.botId,
      publicKeys: config.telegramPublicKeys,
      hmacKey: secrets.telegramHmacKey,
      maxAgeSeconds: config.initDataMaxAgeSeconds,
    }),
    launchDataMaxAgeSeconds: config.initDataMaxAgeSeconds,
    revocations: {
      tell(signInIds) {
        revocations.tell(signInIds)
        overrides.onSignInsEnded?.(signInIds)
      },
    },
    countSignIn: (telegramUserId, ip) =>
      rateLimits.consume('sign-in-person', { ip, identity: { userId: String(telegramUserId) } }),
    events,
    clock,
  })
  const campaigns = createCampaignDomain({
    reader: database.kysely,
    unitOfWork,
    idempotent,
    isKnownSystem: (systemId) => ruleSystems.find(systemId) !== undefined,
    linkTarget:
      config.botUsername === undefined ? null : { botUsername: config.botUsername, appName: config.appName },
    clock: () => new Date(clock()),
  })
  const characters = createCharacterDomain({
    reader: database.kysely,
    unitOfWork,
    idempotent,
    ruleSystems,
    clock: () => new Date(clock()),
  })
  const rolls = createRollDomain({
    reader: database.kysely,
    idempotent,
    namesOfCharacter: characters.namesOfCharacter,
    clock: () => new Date(clock()),
  })

  const handlers = {
    ...createAuthHandlers({ signIns, keyRing }),
    ...createUserHandlers({
      database,
      unitOfWork,
      exportUser: createExportUser({
        database,
        readCharacters: characters.readCharacters,
        readRolls: rolls.readRolls,
      }),
      deleteUser: createDeleteUser({
        deleteAllCharacters,
        leaveAllCampaigns: campaigns.leaveAllCampaigns,
      }),
      signIns,
      events,
      clock,
    }),
    ...createStatusHandlers({
      checks: createStatusChecks({
        checks: [{ name: 'database', run: () => database.checkHealth() }],
        clock,
      }),
      version: config.version,
      clock,
    }),
    ...campaigns.handlers,
    ...createSystemHandlers({ ruleSystems }),
    ...characters.handlers,
    ...rolls.handlers,
    ...createPartyHandlers({ reader: database.kysely, eventLog, clock: () => new Date(clock()) }),
  } satisfies Handlers<OperationsOf<'gateway_api'>>

  const app = createService({
    name: 'gateway_api',
    config: serviceConfigFrom(config),
    logger,
    metrics,
    checks: [{ name: 'database', run: () => database.checkHealth() }],
  })
  overrides.tracing?.register(app)
  registerCacheControl(app)
  registerRateLimits(app, {
    rateLimits,
    limitOf,
  })
  const violation = metrics.counter(serviceMetrics.contractViolations)
  bindOperations(app, withTemporaryFailures(handlers), {
    service: 'gateway_api',
    authenticate: createAuthentication({
      verifier,
      metrics,
      countRefusal: (request) => rateLimits.consume('refused', request),
    }),
    traceIdOf: (request) => request.id,
    responses: config.development ? 'always' : 'sample',
    onViolation({ operationId, where, errors }) {
      violation({ operation: operationId, where })
      logger.error({ operationId, where, errors }, 'an answer broke the contract')
    },
  })
  app.addHook('onReady', async () => {
    await revocations.start()
    housekeeping.start()
  })
  app.addHook('onClose', async () => {
    revocations.stop()
    housekeeping.stop()
    for (const close of closing.reverse()) await close()
  })
  return app

  async function loadOwnKeys(): Promise<KeyRing> {
    const options = { path: config.signingKeysFile, create: config.development, logger, clock }
    const loaded = await loadKeyRing(options)
    closing.push(loaded.stop)
    return loaded.keyRing
  }
}

async function openOwnDatabase(url: string | undefined, closing: (() => unknown)[]): Promise<Database> {
  if (url === undefined) throw new Error('DATABASE_URL is missing.')
  const database = await openDatabase({ url, applicationName: 'gateway_api' })
  closing.push(() => database.close())
  await migrateToLatest(database)
  return database
}
