import {
  type ConfigOf,
  defineConfig,
  portField,
  readConfig,
  serviceSettings,
  sharedVariables,
  textField,
} from '@rpg-bot/service_kit'

/** The configuration of the one-process installation; what the services need beyond it, they read themselves. */
export const configDefinition = defineConfig(
  {
    settings: {
      ...serviceSettings,
      host: textField().default('127.0.0.1').describe('Address to listen on; loopback unless set.'),
      port: portField().default(8080).describe('The one port of everything.'),
      metricsPort: portField().default(0).describe('Internal port of /metrics; 0 takes any free one.'),
      dataFolder: textField().default('.data').describe('Folder of the embedded database and the keys.'),
      webappFolder: textField()
        .default(new URL('../../webapp/dist', import.meta.url).pathname)
        .describe('Folder of the built Mini App.'),
    },
  },
  { prefix: 'STANDALONE', shared: { ...sharedVariables, port: 'PORT', dataFolder: 'RPG_BOT_DATA' } },
)

/** Settings of the installation. */
export type Config = ConfigOf<typeof configDefinition>['settings']

/** Reads the configuration from environment variables; throws ConfigError with every problem at once. */
export function readStandaloneConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  // In development a person reads the terminal: requests are noise there, trouble is not.
  const quiet = environment['RPG_BOT_DEVELOPMENT'] === '1' ? { STANDALONE_LOG_LEVEL: 'warn' } : {}
  return readConfig(configDefinition, { ...quiet, ...environment }).settings
}
