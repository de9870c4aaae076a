import { z } from 'zod'
import {
  integerField,
  logLevelField,
  networksField,
  originsField,
  portField,
  textField,
  urlField,
} from './config-fields.ts'
import { defaultServiceConfig, type ServiceConfig } from './service-config.ts'

const defaults = defaultServiceConfig

/** Variables that all units share, for the option `shared` of `defineConfig`. */
export const sharedVariables = {
  development: 'RPG_BOT_DEVELOPMENT',
  version: 'RPG_BOT_VERSION',
  tracesEndpoint: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
} as const

/** The settings every service has; spread them into the `settings` of `defineConfig`. */
export const serviceSettings = {
  development: z
    .string()
    .optional()
    .transform((text) => text === '1')
    .describe('1 switches development on; anything else is production.'),
  version: textField().default(defaults.version).describe('Version of the release, for logs and metrics.'),
  host: textField().default('0.0.0.0').describe('Address to listen on.'),
  port: portField().default(8080).describe('Port of the service.'),
  metricsHost: textField()
    .default('127.0.0.1')
    .describe('Address of /metrics; never reachable from outside.'),
  metricsPort: portField().default(9464).describe('Internal port of /metrics.'),
  logLevel: logLevelField().default('info').describe('trace, debug, info, warn, error, fatal or silent.'),
  tracesEndpoint: urlField().optional().describe('OTLP/HTTP endpoint for traces; empty: no traces.'),
  trustedProxies: networksField().default([]).describe('Networks of our own proxies, separated by commas.'),
  allowedOrigins: originsField()
    .default([])
    .describe('Origins that browsers may call from; empty: the same origin.'),
  frameAncestors: originsField()
    .default([])
    .describe("Sites beside Telegram's web client that may frame the Mini App."),
  connectOrigins: originsField().default([]).describe('Origins pages may connect to beside their own.'),
  bodyLimitBytes: integerField({ min: 1024, max: 16_777_216 })
    .default(defaults.bodyLimitBytes)
    .describe('Largest body, in bytes.'),
  maxInFlight: integerField({ min: 1, max: 100_000 })
    .default(defaults.maxInFlight)
    .describe('Requests in progress at which 503 is answered.'),
  deadlineMs: integerField({ min: 0, max: 600_000 })
    .default(defaults.deadlineMs)
    .describe('Milliseconds a handler has; 0: no limit.'),
  drainDelayMs: integerField({ min: 0, max: 120_000 })
    .default(5000)
    .describe('Milliseconds between "not ready" and the stop: the time a load balancer needs to notice.'),
  graceMs: integerField({ min: 100, max: 600_000 })
    .default(10_000)
    .describe('Milliseconds running requests have to end.'),
} as const

type ServiceSettingValues = {
  readonly [Key in keyof typeof serviceSettings]: z.output<(typeof serviceSettings)[Key]>
}

/** Picks what `createService` needs out of the settings. */
export function serviceConfigFrom(settings: ServiceSettingValues): Partial<ServiceConfig> {
  const { development, version, trustedProxies, allowedOrigins, frameAncestors, connectOrigins } = settings
  const { bodyLimitBytes, maxInFlight, deadlineMs } = settings
  return {
    development,
    version,
    trustedProxies,
    allowedOrigins,
    frameAncestors,
    connectOrigins,
    bodyLimitBytes,
    maxInFlight,
    deadlineMs,
  }
}
