import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { applyChanges, type Change } from '../src/change.ts'
import type { ContractModel } from '../src/emit-validators.ts'
import { repositoryRoot } from '../src/layout.ts'
import { lintBundle, owaspOff, ruleIds, type Scope } from '../src/lint/spectral.ts'
import { fixtureModel } from './fixture.ts'

const folder = join(repositoryRoot, 'contracts/rules/must-fail')
const samples = new Map<string, readonly Change[]>()
for (const file of await readdir(folder)) {
  const { rule, change } = parse(await readFile(join(folder, file), 'utf8')) as {
    rule: string
    change: Change[]
  }
  expect(file).toBe(`${rule.replaceAll(':', '-')}.yaml`)
  samples.set(rule, change)
}

const model = fixtureModel

const bundleOf: Record<Scope, () => ContractModel['openapi']> = {
  rest: () => model.openapi,
  events: () => model.eventsBundle,
}

describe('lint rules', () => {
  it.each(['rest', 'events'] as const)('find nothing in the small contract (%s)', async (scope) => {
    expect(await lintBundle(bundleOf[scope](), scope)).toEqual([])
  })

  it('each have a sample, and each sample has a rule', () => {
    expect([...samples.keys()].sort()).toEqual(ruleIds('rest').sort())
    expect(ruleIds('rest')).toEqual(expect.arrayContaining(ruleIds('events')))
  })

  it.each(ruleIds('rest'))('%s reports its sample, and no other rule does', async (rule) => {
    const findings = await lintBundle(applyChanges(model.openapi, samples.get(rule) ?? []), 'rest')
    expect([...new Set(findings.map((finding) => finding.rule))]).toEqual([rule])
  })

  it('report an event whose lane is unknown in the events bundle too', async () => {
    const changed = applyChanges(model.eventsBundle, samples.get('rpg-x-event') ?? [])
    const findings = await lintBundle(changed, 'events')
    expect(findings.map(({ rule }) => rule)).toEqual(['rpg-x-event'])
  })

  it('say why each OWASP rule that is off is off', () => {
    for (const reason of Object.values(owaspOff)) expect(reason.length).toBeGreaterThan(10)
  })
})
