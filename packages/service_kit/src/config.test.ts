import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ConfigError, defineConfig, envExample, isDevelopment, readConfig } from './config.ts'
import {
  flagField,
  integerField,
  networksField,
  originsField,
  portField,
  textField,
  urlField,
} from './config-fields.ts'
import { serviceConfigFrom, serviceSettings, sharedVariables } from './service-settings.ts'

const definition = defineConfig(
  {
    settings: {
      port: portField().default(8080).describe('Port to listen on.'),
      maxInFlight: integerField({ min: 1, max: 10 }).default(4),
      trustedProxies: networksField().default([]),
      publicUrl: urlField(['https']),
      verbose: flagField().default(false),
    },
    secrets: { databaseUrl: urlField(['postgres']), signingKey: textField().optional() },
  },
  { prefix: 'GATEWAY_API', shared: { databaseUrl: 'DATABASE_URL' } },
)
const minimal = {
  GATEWAY_API_PUBLIC_URL: 'https://rpg.example',
  DATABASE_URL: 'postgres://rpg:hunter2@db/rpg',
}
const problemsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(definition, environment)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

describe('the configuration', () => {
  test('is read with types and defaults, secrets apart', () => {
    const { settings, secrets } = readConfig(definition, {
      ...minimal,
      GATEWAY_API_PORT: '9000',
      GATEWAY_API_TRUSTED_PROXIES: 'loopback, 10.0.0.0/8',
      GATEWAY_API_VERBOSE: '1',
    })
    expect(settings).toEqual({
      port: 9000,
      maxInFlight: 4,
      trustedProxies: ['loopback', '10.0.0.0/8'],
      publicUrl: 'https://rpg.example',
      verbose: true,
    })
    expect(secrets.databaseUrl).toBe(minimal.DATABASE_URL)
    expect(secrets.list()).toEqual([minimal.DATABASE_URL])
    const port: number = settings.port
    expect(port).toBe(9000)
  })

  test('lists every problem at once and repeats no value', () => {
    const problems = problemsOf({
      GATEWAY_API_PORT: '70000',
      GATEWAY_API_MAX_IN_FLIGHT: 'many',
      GATEWAY_API_TRUSTED_PROXIES: '1,0.0.0.0/0',
      GATEWAY_API_VERBOSE: 'yes',
      GATEWAY_API_PROT: '1',
      DATABASE_URL: 'mysql://user:hunter2@db',
    })
    expect(problems).toHaveLength(8)
    for (const variable of ['PORT', 'MAX_IN_FLIGHT', 'TRUSTED_PROXIES', 'PUBLIC_URL', 'VERBOSE', 'PROT'])
      expect(problems.join('\n')).toContain(`GATEWAY_API_${variable}: `)
    expect(problems.join('\n')).toContain('DATABASE_URL: ')
    expect(problems.join('\n')).not.toContain('hunter2')
  })

  test.each(['', ' 5', '5.5', '0x10', '1e3', 'NaN', '٣'])('does not read "%s" as a number', (text) => {
    const problems = problemsOf({ ...minimal, GATEWAY_API_MAX_IN_FLIGHT: text })
    expect(problems).toHaveLength(text === '' ? 0 : 1)
  })

  test('is frozen', () => {
    const { settings, secrets } = readConfig(definition, {
      ...minimal,
      GATEWAY_API_TRUSTED_PROXIES: 'loopback',
    })
    expect(Object.isFrozen(settings)).toBe(true)
    expect(Object.isFrozen(settings.trustedProxies)).toBe(true)
    expect(Object.isFrozen(secrets)).toBe(true)
  })

  test('never shows its secrets when it is printed or serialised', () => {
    const config = readConfig(definition, minimal)
    for (const text of [
      JSON.stringify(config),
      inspect(config),
      inspect(config.secrets, { showHidden: true }),
      `${config.secrets}`,
    ])
      expect(text).not.toContain('hunter2')
  })

  test('does not take the variables that a platform makes for misspelt ones', () => {
    expect(
      problemsOf({
        ...minimal,
        GATEWAY_API_SERVICE_HOST: '10.0.0.1',
        GATEWAY_API_PORT_8080_TCP: 'tcp://10.0.0.1:8080',
      }),
    ).toEqual([])
  })

  test('gives the text of .env.example without secrets', () => {
    const text = envExample(definition)
    expect(text).toContain('# Port to listen on.\n# GATEWAY_API_PORT=8080\n')
    expect(text).toContain('# Must be set.\nGATEWAY_API_PUBLIC_URL=\n')
    expect(text).toContain('# Secret.\n# Must be set.\nDATABASE_URL=\n')
    expect(text).toContain('# GATEWAY_API_VERBOSE=0\n')
  })

  test.each([
    [{ RPG_BOT_DEVELOPMENT: '1' }, true],
    [{ RPG_BOT_DEVELOPMENT: 'true' }, false],
    [{ RPG_BOT_DEVELOPMENT: '0' }, false],
    [{ RPG_BOT_DEVELOPMENT: '' }, false],
    [{ NODE_ENV: 'development' }, false],
    [{}, false],
  ])('%o is development: %s', (environment, expected) => {
    expect(isDevelopment(environment)).toBe(expected)
    const service = defineConfig(
      { settings: serviceSettings },
      { prefix: 'PARTY_SYNC', shared: sharedVariables },
    )
    expect(readConfig(service, environment).settings.development).toBe(expected)
  })

  test('of every service has safe defaults and fits createService', () => {
    const service = defineConfig(
      { settings: serviceSettings },
      { prefix: 'PARTY_SYNC', shared: sharedVariables },
    )
    const { settings } = readConfig(service, {})
    expect(serviceConfigFrom(settings)).toMatchObject({
      development: false,
      trustedProxies: [],
      allowedOrigins: [],
      bodyLimitBytes: 262_144,
    })
    expect(envExample(service)).toContain('# OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=\n')
  })

  test.each([
    '*',
    'null',
    'https://rpg.example/',
    'https://rpg.example/path',
    'rpg.example',
    'https://*.example',
  ])('refuses "%s" as an origin', (origin) => {
    const accepted = originsField().safeParse(origin).success
    expect(accepted).toBe(false)
  })

  test('refuses definitions that could not be read', () => {
    expect(() => defineConfig({ settings: {} }, { prefix: 'gateway' })).toThrow('prefix')
    expect(() =>
      defineConfig({ settings: { key: z.string() }, secrets: { key: z.string() } }, { prefix: 'A' }),
    ).toThrow('secret')
  })
})
