import {
  ConfigError,
  type ConfigOf,
  defineConfig,
  portField,
  readConfig,
  serviceSettings,
  sharedVariables,
  textField,
} from '@rpg-bot/service_kit'
import { isLoopbackName } from './loopback.ts'

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

type Environment = Readonly<Record<string, string | undefined>>

/** Reads the configuration from environment variables; throws ConfigError with every problem at once. */
export function readStandaloneConfig(environment: Environment): Config {
  // In development a person reads the terminal: requests are noise there, trouble is not.
  const quiet = environment['RPG_BOT_DEVELOPMENT'] === '1' ? { STANDALONE_LOG_LEVEL: 'warn' } : {}
  const config = readConfig(configDefinition, { ...quiet, ...environment }).settings
  const problems = developmentProblems(config, environment)
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

/** Development lets everybody in who asks: it must not be switched on where strangers come. */
function developmentProblems({ development, host }: Config, environment: Environment): string[] {
  if (!development) return []
  const problems: string[] = []
  if (environment['NODE_ENV'] === 'production') {
    problems.push(
      'RPG_BOT_DEVELOPMENT: 1 lets anybody sign in as anybody; remove it, or NODE_ENV=production with it',
    )
  }
  if (!isLoopbackName(host)) {
    problems.push('STANDALONE_HOST: development listens on this machine only; leave it out or use 127.0.0.1')
  }
  return problems
}
