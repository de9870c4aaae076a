import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createKeyRing } from './key-ring.ts'
import {
  createSigningKey,
  currentKey,
  exportSigningKey,
  importSigningKey,
  PUBLICATION_LEAD_MS,
  publishedKeys,
  RETIREMENT_MS,
  rotateSigningKeys,
} from './signing-keys.ts'

const start = Date.UTC(2026, 10, 24)
const minute = 60_000
const kids = (keys: readonly { kid: string }[]) => keys.map((key) => key.kid)

describe('rotation of signing keys', () => {
  test('publishes the next key before it signs and the previous one until its tokens have ended', () => {
    const first = createSigningKey(start)
    const rotated = rotateSigningKeys([first], start + minute)
    const [, second] = rotated
    const switchAt = start + minute + PUBLICATION_LEAD_MS
    expect(second?.signFrom).toBe(switchAt)
    for (const [now, signing, published] of [
      [start + minute, first, [first, second]],
      [switchAt - 1, first, [first, second]],
      [switchAt, second, [first, second]],
      [switchAt + RETIREMENT_MS - 1, second, [first, second]],
      [switchAt + RETIREMENT_MS, second, [second]],
    ] as const) {
      expect(currentKey(rotated, now)?.kid).toBe(signing?.kid)
      expect(publishedKeys(rotated, now)).toEqual(published)
    }
  })

  test('asked for again while one is under way changes nothing', () => {
    const rotated = rotateSigningKeys([createSigningKey(start)], start)
    expect(rotateSigningKeys(rotated, start + minute)).toBe(rotated)
  })

  test('keeps every token verifiable, whenever rotations begin', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 * minute }), { maxLength: 12 }), (pauses) => {
        let keys: ReturnType<typeof rotateSigningKeys> = [createSigningKey(start)]
        let now = start
        let signed: { kid: string | undefined; at: number }[] = []
        for (const pause of pauses) {
          now += pause
          signed = [...signed, { kid: currentKey(keys, now)?.kid, at: now }].filter(
            ({ at }) => now - at <= 660_000,
          )
          for (const token of signed) expect(kids(publishedKeys(keys, now))).toContain(token.kid)
          keys = rotateSigningKeys(keys, now)
          const published = kids(publishedKeys(keys, now))
          for (const token of signed) expect(published).toContain(token.kid)
          if (keys.some((key) => key.signFrom > now)) expect(published.length).toBeGreaterThanOrEqual(2)
          expect(published.length).toBeLessThanOrEqual(8)
        }
      }),
      { numRuns: 25 },
    )
  })
})

test('a key survives being written and read, and its private half is in no published set', () => {
  const key = createSigningKey(start)
  const again = importSigningKey(exportSigningKey(key))
  expect(again.publicJwk).toEqual(key.publicJwk)
  const ring = createKeyRing({ keys: [again], clock: () => start })
  expect(Object.keys(ring.published().keys[0] ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
})

test('a key whose halves do not belong together is refused', () => {
  const [one, other] = [exportSigningKey(createSigningKey(start)), exportSigningKey(createSigningKey(start))]
  expect(() => importSigningKey({ ...one, x: other.x })).toThrow()
})

test('a clock that was set back to before the first key stops nothing: the oldest key signs', () => {
  const first = createSigningKey(start)
  const [, second] = rotateSigningKeys([first], start + minute)
  if (second === undefined) throw new Error('A rotation adds a key.')
  const before = start - 365 * 24 * 60 * minute
  expect(currentKey([second, first], before)).toBe(first)
  expect(kids(publishedKeys([second, first], before))).toContain(first.kid)
  expect(createKeyRing({ keys: [first], clock: () => before }).current()).toBe(first)
})

test('a key ring without keys is refused, at the start and later', () => {
  expect(() => createKeyRing({ keys: [], clock: () => start })).toThrow('no signing key')
  const ring = createKeyRing({ keys: [createSigningKey(start)], clock: () => start })
  expect(() => ring.replace([])).toThrow('no signing key')
})
