import { createLogger, type Logger } from '@rpg-bot/service_kit'
import type { Config, Secrets } from './config.ts'

/** The logger of this service: JSON lines on standard output, in which no configured secret ever appears. */
export function createGatewayLogger(config: Config, secrets: Secrets): Logger {
  return createLogger({
    service: 'gateway_api',
    level: config.logLevel,
    secrets: secrets.list(),
    buffered: !config.development,
  })
}
