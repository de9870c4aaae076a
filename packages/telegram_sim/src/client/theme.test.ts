import { describe, expect, it } from 'vitest'
import { clientVersions, platforms } from './platform.ts'
import { themeParams } from './theme.ts'
import { isVersionAtLeast } from './version.ts'

describe('themeParams', () => {
  it('gives every client a full theme of valid colours in both schemes', () => {
    for (const platform of platforms) {
      const [light, dark] = (['light', 'dark'] as const).map((scheme) =>
        themeParams({ platform, version: '9.6', scheme }),
      )
      expect(Object.keys(light ?? {})).toHaveLength(15)
      expect(Object.values({ ...light, ...dark }).every((color) => /^#[0-9a-f]{6}$/u.test(color))).toBe(true)
      expect(light?.bg_color).not.toBe(dark?.bg_color)
    }
  })

  it('leaves out what older clients do not know', () => {
    const counts = clientVersions.map(
      (version) => Object.keys(themeParams({ platform: 'ios', version, scheme: 'light' })).length,
    )
    expect(counts).toEqual([6, 15, 15])
  })
})

describe('isVersionAtLeast', () => {
  it('compares numbers, not text', () => {
    expect([
      isVersionAtLeast('9.10', '9.9'),
      isVersionAtLeast('10.0', '9.9'),
      isVersionAtLeast('7.9', '7.10'),
    ]).toEqual([true, true, false])
  })
})
