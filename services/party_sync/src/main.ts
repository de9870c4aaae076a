import {
  addProcessMetrics,
  createLogger,
  createMetrics,
  runService,
  startMetricsServer,
} from '@rpg-bot/service_kit'
import { buildApp } from './app.ts'
import { readPartySyncConfig } from './config.ts'

const configuration = readPartySyncConfig(process.env)
const { settings, secrets } = configuration
const logger = createLogger({
  service: 'party_sync',
  level: settings.logLevel,
  secrets: secrets.list(),
  buffered: !settings.development,
})
const metrics = createMetrics({ service: 'party_sync', version: settings.version })
addProcessMetrics(metrics.registry)
const { app } = await buildApp(configuration, { logger, metrics })
const metricsServer = await startMetricsServer({
  registries: [metrics.registry],
  host: settings.metricsHost,
  port: settings.metricsPort,
})
await app.listen({ host: settings.host, port: settings.port })
runService({
  services: [app],
  logger,
  drainDelayMs: settings.drainDelayMs,
  graceMs: settings.graceMs,
  closeResources: [{ name: 'metrics', run: () => metricsServer.close() }],
})
