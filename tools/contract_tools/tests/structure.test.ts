import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readContract } from '../src/contract-model.ts'
import { asyncapiGate } from '../src/gates/asyncapi-gate.ts'
import { structureGate } from '../src/gates/structure-gate.ts'
import { fixtureLayout, fixtureModel, replaceInFile } from './fixture.ts'

const model = fixtureModel

describe('bundling', () => {
  it('refuses a component whose file is not named in PascalCase', async () => {
    await using layout = await fixtureLayout()
    const schemas = join(layout.contracts, 'openapi/components/schemas')
    const { rename } = await import('node:fs/promises')
    await rename(join(schemas, 'CampaignCreate.yaml'), join(schemas, 'campaign-create.yaml'))
    const paths = join(layout.contracts, 'openapi/paths/campaigns.yaml')
    await replaceInFile(paths, 'CampaignCreate.yaml', 'campaign-create.yaml')
    await expect(readContract(layout)).rejects.toThrow('schemas/campaign-create')
  })

  it('refuses a reference that leads nowhere', async () => {
    await using layout = await fixtureLayout()
    const paths = join(layout.contracts, 'openapi/paths/campaigns.yaml')
    await replaceInFile(paths, 'CampaignCreate.yaml', 'Missing.yaml')
    await expect(readContract(layout)).rejects.toThrow('redocly bundle failed')
    const event = join(layout.events, 'MessagePostedV1.json')
    await replaceInFile(paths, 'Missing.yaml', 'CampaignCreate.yaml')
    await replaceInFile(event, '#/$defs/sequence', '#/$defs/missing')
    await expect(readContract(layout)).rejects.toThrow()
  })

  it('gives the parts of the envelope their full names in both bundles', () => {
    for (const bundle of [model.openapi, model.eventsBundle]) {
      const { schemas } = bundle.components as { schemas: Record<string, unknown> }
      expect(Object.keys(schemas)).toContain('EventSequence')
      expect(Object.keys(schemas)).not.toContain('sequence')
    }
  })
})

describe('the structure gate', () => {
  it('passes the small contract', async () => {
    await using layout = await fixtureLayout()
    expect(await structureGate.run({ layout, model })).toEqual([])
  })

  it('reports a path parameter that no path has, and an unknown word in the AsyncAPI document', async () => {
    await using layout = await fixtureLayout()
    await replaceInFile(
      join(layout.contracts, 'openapi/components/parameters/CampaignId.yaml'),
      'campaignId',
      'questId',
    )
    await replaceInFile(layout.asyncapi, 'address: /v1/sync', 'adress: /v1/sync')
    const findings = await structureGate.run({ layout, model })
    const rules = new Set(findings.map(({ rule }) => rule))
    expect(rules).toEqual(new Set(['structure:path-parameters-defined', 'structure:struct']))
  })
})

describe('the AsyncAPI gate', () => {
  it('passes the small contract', async () => {
    await using layout = await fixtureLayout()
    expect(await asyncapiGate.run({ layout, model })).toEqual([])
  })

  it('reports a document that does not parse', async () => {
    await using layout = await fixtureLayout()
    await replaceInFile(layout.asyncapi, 'action: receive', 'action: dream')
    const findings = await asyncapiGate.run({ layout, model })
    expect(findings.map(({ rule }) => rule)[0]).toContain('asyncapi:parse-')
  })

  it('reports a message on the wrong side, as missing here and unknown there', async () => {
    await using layout = await fixtureLayout()
    await replaceInFile(
      layout.asyncapi,
      '- $ref: "#/channels/sync/messages/SyncSubscribeV1"',
      '- $ref: "#/channels/sync/messages/SyncLiveV1"',
    )
    const findings = await asyncapiGate.run({ layout, model })
    expect(findings.map(({ rule, where }) => `${rule} ${where}`)).toEqual([
      'asyncapi:message-missing SyncSubscribeV1',
      'asyncapi:message-unknown SyncLiveV1',
    ])
  })
})
