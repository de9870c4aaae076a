import {
  type ConfigOf,
  defineConfig,
  readConfig,
  serviceSettings,
  sharedVariables,
  textField,
  urlField,
} from '@rpg-bot/service_kit'

/** The configuration of this service; `.env.example` is made from it. */
export const configDefinition = defineConfig(
  {
    settings: {
      ...serviceSettings,
      node: textField()
        .default('node-1')
        .describe('Name of this hub among its like; it stands in the source of control messages.'),
      jwksUrl: urlField().describe('Where gateway_api publishes its keys, …/.well-known/jwks.json.'),
    },
    secrets: {
      databaseUrl: urlField(['postgres', 'postgresql']).describe('PostgreSQL 15 or newer.'),
    },
  },
  { prefix: 'PARTY_SYNC', shared: { ...sharedVariables, databaseUrl: 'DATABASE_URL' } },
)

type Read = ConfigOf<typeof configDefinition>

/** Settings of this service; they may be logged. */
export type Config = Read['settings']

/** Reads the configuration from environment variables; throws ConfigError with every problem at once. */
export function readPartySyncConfig(environment: Readonly<Record<string, string | undefined>>): Read {
  return readConfig(configDefinition, environment)
}
