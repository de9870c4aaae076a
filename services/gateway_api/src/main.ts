import { addProcessMetrics, runService, startMetricsServer } from '@rpg-bot/service_kit'
import { buildApp } from './app.ts'
import { readGatewayConfig } from './config.ts'
import { createGatewayLogger } from './logger.ts'

const config = readGatewayConfig(process.env)
const { settings, secrets } = config
const logger = createGatewayLogger(settings, secrets)
const app = await buildApp(config, { logger })
addProcessMetrics(app.kit.metrics.registry)
const metricsServer = await startMetricsServer({
  registries: [app.kit.metrics.registry],
  host: settings.metricsHost,
  port: settings.metricsPort,
})
runService({
  services: [app],
  logger,
  drainDelayMs: settings.drainDelayMs,
  graceMs: settings.graceMs,
  closeResources: [{ name: 'metrics server', run: () => metricsServer.close() }],
})
await app.listen({ host: settings.host, port: settings.port })
