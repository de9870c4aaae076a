import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressKey } from './address-key.ts'

describe('the key of an address', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['not an address', 'unknown'],
    ['', 'unknown'],
  ])('of %s is %s', (address, key) => {
    expect(addressKey(address)).toBe(key)
  })

  test('is the same in one /64 network and another in the next, however the address is written', () => {
    const group = fc.integer({ min: 0, max: 0xffff })
    fc.assert(
      fc.property(
        fc.array(group, { minLength: 8, maxLength: 8 }),
        fc.array(group, { minLength: 4, maxLength: 4 }),
        (groups, other) => {
          const write = (parts: number[]) => parts.map((part) => part.toString(16)).join(':')
          const address = write(groups)
          const compressed = new URL(`http://[${address}]`).hostname.slice(1, -1)
          fc.pre(!compressed.startsWith('::ffff:'))
          expect(addressKey(compressed)).toBe(addressKey(address))
          expect(addressKey(write([...groups.slice(0, 4), ...other]))).toBe(addressKey(address))
          const neighbour = groups.with(3, ((groups[3] ?? 0) + 1) & 0xffff)
          expect(addressKey(write(neighbour))).not.toBe(addressKey(address))
        },
      ),
    )
  })
})
