import { telegramPublicKeys } from '@rpg-bot/telegram_auth'
import { expect, test } from 'vitest'
import { readGatewayConfig } from './config.ts'

const enough = {
  GATEWAY_API_BOT_ID: '7342037359',
  GATEWAY_API_SIGNING_KEYS_FILE: '/run/secrets/signing-keys.json',
  DATABASE_URL: 'postgres://user:s3cret@db.example/rpg',
}

const problemsOf = (environment: Record<string, string>): string => {
  try {
    readGatewayConfig(environment)
    return ''
  } catch (error) {
    return String(error)
  }
}

test("what is needed is enough, and then only Telegram's production key is believed", () => {
  const { settings, secrets } = readGatewayConfig(enough)
  expect(settings.development).toBe(false)
  expect(settings.telegramPublicKeys).toEqual([telegramPublicKeys.production])
  expect(settings.initDataMaxAgeSeconds).toBe(3600)
  expect(secrets.telegramHmacKey).toBeUndefined()
  expect(Object.isFrozen(settings)).toBe(true)
})

test('every problem is listed at once, without a secret', () => {
  const problems = problemsOf({
    GATEWAY_API_BOT_ID: 'abc',
    GATEWAY_API_TELEGRAM_HMAC_KEY: 'not-a-key-but-secret',
    GATEWAY_API_PROT: '80',
  })
  for (const name of ['DATABASE_URL', 'BOT_ID', 'SIGNING_KEYS_FILE', 'TELEGRAM_HMAC_KEY', 'PROT']) {
    expect(problems).toContain(name)
  }
  expect(problems).not.toContain('not-a-key-but-secret')
})

test.each([
  ["the key of Telegram's test data centre", telegramPublicKeys.test],
  ['the key of a simulator', 'ab'.repeat(32)],
])('%s is believed in development only', (_name, key) => {
  const environment = {
    ...enough,
    GATEWAY_API_TELEGRAM_PUBLIC_KEYS: `${telegramPublicKeys.production},${key}`,
  }
  expect(problemsOf(environment)).toContain('for development only')
  for (const flag of ['', '0', 'true', 'yes', '2']) {
    expect(problemsOf({ ...environment, RPG_BOT_DEVELOPMENT: flag })).toContain('for development only')
  }
  const { settings } = readGatewayConfig({ ...environment, RPG_BOT_DEVELOPMENT: '1' })
  expect(settings.telegramPublicKeys).toContain(key)
})

test('a composition that hands over a database needs no address of one', () => {
  const { DATABASE_URL: _unused, ...rest } = enough
  expect(problemsOf(rest)).toContain('DATABASE_URL')
  expect(readGatewayConfig(rest, { database: 'given' }).secrets.databaseUrl).toBeUndefined()
})
