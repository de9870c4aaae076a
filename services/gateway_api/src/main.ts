import { addProcessMetrics, runService, startMetricsServer, startTracing } from '@rpg-bot/service_kit'
import { buildApp } from './app.ts'
import { readGatewayConfig } from './config.ts'
import { createGatewayLogger } from './logger.ts'

const config = readGatewayConfig(process.env)
const { settings, secrets } = config
const { version, tracesEndpoint: endpoint, drainDelayMs, graceMs, host, port } = settings
const logger = createGatewayLogger(settings, secrets)
const tracing =
  endpoint === undefined ? undefined : await startTracing({ service: 'gateway_api', version, endpoint })
const app = await buildApp(config, { logger, ...(tracing === undefined ? {} : { tracing }) })
const { registry } = app.kit.metrics
addProcessMetrics(registry)
const metricsServer = await startMetricsServer({
  registries: [registry],
  host: settings.metricsHost,
  port: settings.metricsPort,
})
runService({
  services: [app],
  logger,
  drainDelayMs,
  graceMs,
  closeResources: [
    { name: 'metrics server', run: () => metricsServer.close() },
    { name: 'traces', run: () => tracing?.shutdown() },
  ],
})
await app.listen({ host, port })
