import {
  addProcessMetrics,
  createLogger,
  createMetrics,
  runService,
  startMetricsServer,
  startTracing,
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
const { tracesEndpoint: endpoint, version } = settings
const tracing =
  endpoint === undefined ? undefined : await startTracing({ service: 'party_sync', version, endpoint })
const { app } = await buildApp(configuration, {
  logger,
  metrics,
  ...(tracing === undefined ? {} : { tracing }),
})
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
  closeResources: [
    { name: 'metrics', run: () => metricsServer.close() },
    { name: 'traces', run: () => tracing?.shutdown() },
  ],
})
