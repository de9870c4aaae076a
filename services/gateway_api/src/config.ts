import {
  ConfigError,
  type ConfigOf,
  defineConfig,
  integerField,
  listField,
  readConfig,
  serviceSettings,
  sharedVariables,
  textField,
  urlField,
} from '@rpg-bot/service_kit'
import { telegramPublicKeys } from '@rpg-bot/telegram_auth'
import { z } from 'zod'

const keyHex = /^[0-9a-f]{64}$/

const perMinute = (max: number) => integerField({ min: 1, max })

/** The configuration of this service; `.env.example` is made from it. */
export const configDefinition = defineConfig(
  {
    settings: {
      ...serviceSettings,
      botId: z
        .string()
        .regex(/^\d{1,19}$/, 'must be the number before the colon of the bot token')
        .describe('Our Telegram bot. Launch data signed for any other bot is refused.'),
      botUsername: z
        .string()
        .regex(/^\w{3,32}$/, 'must be a Telegram user name without @')
        .optional()
        .describe('User name of our bot, for invite links; empty: invites have no link.'),
      appName: z
        .string()
        .regex(/^\w{3,32}$/, 'must be the short name of a Mini App')
        .optional()
        .describe("Short name of the Mini App; empty: links open the bot's main Mini App."),
      telegramPublicKeys: listField()
        .pipe(z.array(z.string().regex(keyHex, 'must be 64 hexadecimal digits')).min(1))
        .default([telegramPublicKeys.production])
        .describe("Ed25519 keys that sign launch data; Telegram's production key unless set."),
      initDataMaxAgeSeconds: integerField({ min: 60, max: 86_400 })
        .default(3600)
        .describe('Greatest age of launch data, in seconds.'),
      signingKeysFile: textField().describe(
        'File with the keys that sign access tokens (mode 0600). In development it is made when missing.',
      ),
      signInsPerMinute: perMinute(100_000)
        .default(30)
        .describe('Sign-ins that one address may try in a minute.'),
      personSignInsPerMinute: perMinute(100_000)
        .default(20)
        .describe('Sign-ins that one Telegram user may make in a minute, from wherever.'),
      refreshesPerMinute: perMinute(100_000)
        .default(120)
        .describe('Refreshes that one address may try in a minute.'),
      publicPerMinute: perMinute(1_000_000)
        .default(300)
        .describe('Other requests without a sign-in that one address may send in a minute.'),
      refusedTokensPerMinute: perMinute(1_000_000)
        .default(300)
        .describe('Requests with a missing or refused access token that one address may send in a minute.'),
      requestsPerMinute: perMinute(1_000_000)
        .default(600)
        .describe('Requests that one person may send in a minute.'),
    },
    secrets: {
      databaseUrl: urlField(['postgres', 'postgresql'])
        .optional()
        .describe('PostgreSQL 15 or newer. Must be set.'),
      redisUrl: urlField(['redis', 'rediss'])
        .optional()
        .describe('Redis, for limits that hold over several replicas.'),
      telegramHmacKey: z
        .string()
        .regex(keyHex, 'must be 64 hexadecimal digits')
        .optional()
        .describe(
          '32-byte key derived from the bot token, for clients before Bot API 8.0; empty: they are refused.',
        ),
    },
  },
  {
    prefix: 'GATEWAY_API',
    shared: { ...sharedVariables, databaseUrl: 'DATABASE_URL', redisUrl: 'REDIS_URL' },
  },
)

/** What this service is configured with. */
export type GatewayConfig = ConfigOf<typeof configDefinition>

/** Settings of this service; they may be logged. */
export type Config = GatewayConfig['settings']

/** Values that are never logged. */
export type Secrets = GatewayConfig['secrets']

/**
 * Reads the configuration from environment variables.
 *
 * @param options.database `own` when this service opens the database itself and has to know where it is;
 *   `given` when a composition hands it over
 * @throws ConfigError with every problem at once
 */
export function readGatewayConfig(
  environment: Readonly<Record<string, string | undefined>>,
  options: { database: 'own' | 'given' } = { database: 'own' },
): GatewayConfig {
  const problems: string[] = []
  if (options.database === 'own' && !environment.DATABASE_URL) problems.push('DATABASE_URL: is missing')
  try {
    const config = readConfig(configDefinition, environment)
    problems.push(...trustProblems(config.settings))
    if (problems.length === 0) return config
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    problems.unshift(...error.problems)
  }
  throw new ConfigError(problems)
}

/**
 * What is wrong with the keys that are believed: outside development only Telegram's production key is. Anybody
 * can make accounts in Telegram's test data centre, and the simulator signs whatever it is asked to.
 */
export function trustProblems(config: Pick<Config, 'development' | 'telegramPublicKeys'>): string[] {
  if (config.development) return []
  return config.telegramPublicKeys
    .filter((key) => key !== telegramPublicKeys.production)
    .map((key) =>
      key === telegramPublicKeys.test
        ? "GATEWAY_API_TELEGRAM_PUBLIC_KEYS: the key of Telegram's test data centre is for development only"
        : "GATEWAY_API_TELEGRAM_PUBLIC_KEYS: a key that is not Telegram's is for development only",
    )
}
