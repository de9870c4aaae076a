import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { heaviest, type Impact, rateChanges } from '../src/breaking/rate-changes.ts'
import { breakingGate } from '../src/gates/breaking-gate.ts'
import type { JsonObject } from '../src/json-value.ts'
import { repositoryRoot } from '../src/layout.ts'
import { compareVersions, nextVersion, release } from '../src/release.ts'
import { fixtureLayout, fixtureModel } from './fixture.ts'

interface Mutation {
  readonly bundle: 'rest' | 'events'
  readonly impact: Impact
  mutate(document: JsonObject): void
}

const folder = join(repositoryRoot, 'contracts/rules/breaking')
const mutations = await Promise.all(
  (await readdir(folder)).sort().map(async (file) => ({
    name: file.replace('.mjs', ''),
    mutation: (await import(join(folder, file))) as Mutation,
  })),
)

const model = fixtureModel

function bundleOf(mutation: Mutation): JsonObject {
  return mutation.bundle === 'rest' ? model.openapi : model.eventsBundle
}

function mutated(mutation: Mutation): JsonObject {
  const copy = structuredClone(bundleOf(mutation))
  mutation.mutate(copy)
  return copy
}

describe('the breaking gate', () => {
  it('has at least twenty breaking mutations to fail on, for REST and for events', () => {
    const major = mutations.filter(({ mutation }) => mutation.impact === 'major')
    expect(major.length).toBeGreaterThanOrEqual(20)
    expect(new Set(major.map(({ mutation }) => mutation.bundle))).toEqual(new Set(['rest', 'events']))
  })

  // Each rating is a process of its own: two at a time fit the two cores.
  describe.concurrent('rates', () => {
    it.each(mutations)('$name as its sample says', async ({ mutation }) => {
      const changes = await rateChanges(bundleOf(mutation), mutated(mutation))
      expect(heaviest(changes)).toBe(mutation.impact)
    })
  })

  it('finds no change between a bundle and itself', async () => {
    expect(await rateChanges(model.openapi, model.openapi)).toEqual([])
  })

  it('would rate everything as patch without the recommended diff rules', async () => {
    await using layout = await fixtureLayout()
    const configuration = join(layout.root, 'empty.yaml')
    await writeFile(configuration, 'extends: []\n')
    const sample = mutations.find(({ name }) => name === 'response-field-removed')
    if (sample === undefined) throw new Error('The sample is gone')
    const changes = await rateChanges(model.openapi, mutated(sample.mutation), configuration)
    expect(heaviest(changes)).toBe('patch')
  })

  it('refuses to pass when there is no release to compare with', async () => {
    await using layout = await fixtureLayout()
    const findings = await breakingGate.run({ layout, model })
    expect(findings.map(({ rule }) => rule)).toEqual(['breaking:no-release', 'breaking:no-release'])
  })

  it('fails on a breaking change since the release, until a reviewed line approves it', async () => {
    await using layout = await fixtureLayout()
    await release({ layout, model })
    expect(await breakingGate.run({ layout, model })).toEqual([])

    const openapi = structuredClone(model.openapi)
    delete (openapi.paths as JsonObject)['/v1/parties/{partyId}/events']
    const changed = { layout, model: { ...model, openapi } }
    const findings = await breakingGate.run(changed)
    expect(findings.length).toBeGreaterThan(0)

    await mkdir(join(layout.contracts, 'compat'))
    const file = join(layout.contracts, 'compat/approved-changes.md')
    await writeFile(file, findings.map(({ where }) => `- \`${where}\`: nobody used it yet\n`).join(''))
    expect(await breakingGate.run(changed)).toEqual([])
    await writeFile(file, '- the events path went away\n')
    await expect(breakingGate.run(changed)).rejects.toThrow('reason')
  })
})

describe('a release', () => {
  it('is refused while the version is lower than what the changes demand', async () => {
    await using layout = await fixtureLayout()
    await release({ layout, model })
    const openapi = structuredClone(model.openapi)
    delete (openapi.paths as JsonObject)['/v1/parties/{partyId}/events']
    await expect(release({ layout, model: { ...model, openapi } })).rejects.toThrow('0.2.0')
    openapi.info = { ...(openapi.info as JsonObject), version: '0.2.0' }
    expect(await release({ layout, model: { ...model, openapi } })).toBe('0.2.0')
  })

  it('demands versions as SemVer does, one step lower while the major version is 0', () => {
    expect(nextVersion('0.1.0', 'major')).toBe('0.2.0')
    expect(nextVersion('0.1.0', 'minor')).toBe('0.1.1')
    expect(nextVersion('1.4.2', 'major')).toBe('2.0.0')
    expect(nextVersion('1.4.2', 'minor')).toBe('1.5.0')
    expect(nextVersion('1.4.2', 'patch')).toBe('1.4.3')
    expect(nextVersion('1.4.2', null)).toBe('1.4.2')
    expect(compareVersions('0.10.0', '0.9.9')).toBeGreaterThan(0)
  })
})
