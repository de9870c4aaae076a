import { describe, expect, test } from 'vitest'
import { createService } from './create-service.ts'
import { createSilentLogger } from './logger.ts'
import { checkTrustedProxies } from './trusted-proxies.ts'

const forwarded = '6.6.6.6, 203.0.113.1'

async function addressSeen(trustedProxies: readonly string[], remoteAddress: string): Promise<string> {
  const app = createService({ name: 'test', logger: createSilentLogger(), config: { trustedProxies } })
  app.get('/address', (request) => ({ address: request.ip }))
  const response = await app.inject({
    url: '/address',
    remoteAddress,
    headers: { 'x-forwarded-for': forwarded },
  })
  await app.close()
  return response.json().address
}

describe('the list of trusted proxies', () => {
  test('gives the client behind our proxy, not what the client wrote', async () => {
    expect(await addressSeen(['loopback', '10.0.0.0/8'], '10.0.0.1')).toBe('203.0.113.1')
  })

  test('gives the own address of an attacker who connects directly', async () => {
    expect(await addressSeen(['loopback', '10.0.0.0/8'], '198.51.100.7')).toBe('198.51.100.7')
  })

  test('believes nobody when it is empty', async () => {
    expect(await addressSeen([], '10.0.0.1')).toBe('10.0.0.1')
  })

  // Each of these would believe an address that the client wrote, or give all users the address of the proxy.
  test.each([true, false, 1, 2, '10.0.0.0/8', () => true, undefined])(
    'is refused as anything but a list: %s',
    (value) => {
      expect(() => checkTrustedProxies(value as never)).toThrow()
      expect(() =>
        createService({
          name: 'test',
          logger: createSilentLogger(),
          config: { trustedProxies: value as never },
        }),
      ).toThrow()
    },
  )

  test.each([
    '1',
    'true',
    '*',
    '0.0.0.0/0',
    '::/0',
    '0.0.0.0/1',
    '::/3',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    'example.org',
    '',
  ])('refuses the entry "%s"', (entry) => {
    expect(() => checkTrustedProxies([entry])).toThrow()
  })

  test.each([
    'loopback',
    'linklocal',
    'uniquelocal',
    '10.0.0.1',
    '10.0.0.0/8',
    '192.168.0.0/16',
    '::1',
    'fc00::/7',
    'fd00::/64',
  ])('takes the entry "%s"', (entry) => {
    expect(checkTrustedProxies([entry])).toEqual([entry])
  })
})
