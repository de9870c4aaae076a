import { expect, test } from 'vitest'
import { defineFeature, type FeatureManifest } from './define-feature.ts'
import { createFeatureRegistry } from './feature-registry.ts'
import { findFeatureFaults } from './feature-rules.ts'
import { registry } from './registry.ts'
import { landingFeature, startAddress } from './start-address.ts'

const feature = (id: string, parts: Partial<FeatureManifest> = {}) =>
  defineFeature({
    manifestVersion: 1,
    id,
    path: `/${id}`,
    title: `${id}.title`,
    icon: 'd20',
    nav: 'main',
    order: 10,
    requires: [],
    startKinds: [],
    load: async () => ({ Page: () => null }),
    ...parts,
  })

const open = (...features: FeatureManifest[]) =>
  createFeatureRegistry(
    Object.fromEntries(features.map((each) => [`../features/${each.id}/manifest.ts`, each])),
  )

test.each([
  ['the same id', [feature('dice'), feature('dice', { path: '/other' })], 'id "dice" is taken'],
  ['the same path', [feature('dice'), feature('rolls', { path: '/dice' })], 'path "/dice" is taken'],
  [
    'the same start kind',
    [feature('dice', { startKinds: ['r'] }), feature('rolls', { startKinds: ['r'] })],
    'start kind "r"',
  ],
  ['a path of two segments', [feature('dice', { path: '/a/b' })], 'one segment'],
  ['a path of the server', [feature('dice', { path: '/v1' })], 'reserved'],
  ['a foreign title', [feature('dice', { title: 'app.title' })], 'title must be "dice.title"'],
  ['a long start kind', [feature('dice', { startKinds: ['roll'] })], 'must be one letter'],
])('%s stops the build', (_name, manifests, fault) => {
  expect(findFeatureFaults(manifests, []).join()).toContain(fault)
})

test('a folder must carry the name of its feature', () => {
  expect(() => createFeatureRegistry({ '../features/other/manifest.ts': feature('dice') })).toThrow(
    'folder "other"',
  )
})

test('entries are in order, and missing capabilities hide them', () => {
  const all = open(
    feature('b', { order: 20 }),
    feature('a', { order: 20 }),
    feature('c', { order: 1, requires: ['gm'] }),
  )
  const ids = (capabilities: string[]) => all.entries('main', new Set(capabilities)).map(({ id }) => id)
  expect(ids([])).toEqual(['a', 'b'])
  expect(ids(['gm'])).toEqual(['c', 'a', 'b'])
})

test('an address belongs to a feature by whole segments', () => {
  const all = open(feature('dice'))
  expect(all.byPath('/dice/tray')?.id).toBe('dice')
  expect(all.byPath('/dicey')).toBeUndefined()
})

test('a start parameter opens the feature of its kind', () => {
  const all = open(feature('campaigns', { startKinds: ['i', 'c'] }))
  const token = 'AAAAAAAAAAAAAAAAAAAA_-'
  expect(startAddress(all, `i_${token}`)).toBe(`/campaigns/start/i_${token}`)
  for (const foreign of [undefined, '', 'i_short', `r_${token}`, `i_${token}/../x`, `ii_${token}`]) {
    expect(startAddress(all, foreign)).toBeNull()
  }
})

test('the features of this build fit together', () => {
  expect(registry.all.map(({ id }) => id)).toContain('settings')
})

test('the first screen is known before the sign-in is', () => {
  const all = open(feature('campaigns', { startKinds: ['i'] }), feature('settings', { order: 90 }))
  const landing = (startParam: string | undefined, address: string) =>
    landingFeature(all, { startParam, address })?.id
  expect(landing(undefined, '/')).toBe('campaigns')
  expect(landing(undefined, '/settings/developer')).toBe('settings')
  expect(landing('i_AAAAAAAAAAAAAAAAAAAAAA', '/settings')).toBe('campaigns')
})
