import { type GatewayConfig, readGatewayConfig } from '../../src/config.ts'

/** The bot that test launch data is signed for. */
export const TEST_BOT_ID = 7342037359

/**
 * A configuration for tests: development, so that every answer is checked against the contract, and limits that
 * no ordinary test reaches.
 */
export function testConfig(environment: Readonly<Record<string, string>> = {}): GatewayConfig {
  return readGatewayConfig(
    {
      RPG_BOT_DEVELOPMENT: '1',
      GATEWAY_API_BOT_ID: String(TEST_BOT_ID),
      GATEWAY_API_BOT_USERNAME: 'rpg_test_bot',
      GATEWAY_API_SIGNING_KEYS_FILE: '/nonexistent/signing-keys.json',
      GATEWAY_API_LOG_LEVEL: 'silent',
      GATEWAY_API_SIGN_INS_PER_MINUTE: '100000',
      GATEWAY_API_PERSON_SIGN_INS_PER_MINUTE: '100000',
      GATEWAY_API_REFRESHES_PER_MINUTE: '100000',
      GATEWAY_API_PUBLIC_PER_MINUTE: '100000',
      GATEWAY_API_REQUESTS_PER_MINUTE: '100000',
      ...environment,
    },
    { database: 'given' },
  )
}
