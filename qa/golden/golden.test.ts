import { operationTable } from '@rpg-bot/rpg_contracts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareAnswers } from './compare.ts'
import { coverageOf } from './coverage.ts'
import { readExamples } from './examples.ts'
import { createNames } from './names.ts'
import { readRules, replayExample, replayRequest } from './replay.ts'
import { createStage, states } from './states.ts'

const examples = await readExamples()
const rules = await readRules()
let stage: Awaited<ReturnType<typeof createStage>>

beforeAll(async () => {
  stage = await createStage()
})
afterAll(() => stage.close())

describe('the gateway answers every example of the contract as the file says', () => {
  test.each(examples.map((example) => [example.name, example] as const))('%s', async (_name, example) => {
    const { differences } = await replayExample(example, { stage, rules })
    expect(differences, 'rewrite with `pnpm qa:golden --update` if the new answer is right').toEqual([])
  })
})

describe('coverage', () => {
  test('every operation has a replayed success and a replayed problem', () => {
    const replays = examples.map(({ operationId, response }) => ({ operationId, status: response.status }))
    const coverage = coverageOf(replays)
    expect(coverage.missing).toEqual([])
    expect(coverage.covered).toBe(operationTable.length)
  })

  test('an operation whose problem nobody replays is named', () => {
    const replays = [
      { operationId: 'getMe', status: 200 },
      { operationId: 'getMe', status: 401 },
      { operationId: 'getRoll', status: 200 },
    ]
    expect(coverageOf(replays, ['getMe', 'getRoll'])).toEqual({
      operations: 2,
      covered: 1,
      missing: [{ operationId: 'getRoll', kind: 'problem' }],
    })
  })

  test('no state is left over from an example that is gone', () => {
    const names = new Set(examples.map(({ name }) => name))
    expect(Object.keys(states).filter((name) => !names.has(name))).toEqual([])
  })
})

describe('one changed byte in a file is caught', () => {
  /** The text of a file's answer with one character changed at a place that no rule lets vary. */
  const changedBytes: [string, string, string][] = [
    ['getCampaign/found', '"status":"active"', '"status":"activf"'],
    ['getCampaign/found', '"memberCount":3', '"memberCount":4'],
    ['getCampaign/found', '"openSessionId":null', '"openSessionId":0'],
    ['getCampaign/found', '"name":', '"nane":'],
    ['getCampaign/found', 'Берег', 'Берeг'],
    ['getCampaign/found', '"createdAt":"2026-', '"createdAt":"2026/'],
    ['getCampaign/campaign-not-found', '"campaign_not_found"', '"campaign_not_fount"'],
    ['getCampaign/campaign-not-found', '404', '403'],
    ['createRoll/dice-limit', 'at most 100', 'at most 101'],
    ['getRoll/found', '"sides":6', '"sides":8'],
    [
      'getRoll/found',
      '"campaignId":"0193a4c0-0000-7000-8000-000000000001"',
      '"campaignId":"0193a4c0-0000-7000-8000-000000000002"',
    ],
    ['createCampaign/created', '"Location":"/v1/campaigns/', '"Location":"/v2/campaigns/'],
    ['getMe/me', '"ETag":"\\"1\\""', '"ETag":"W/\\"1\\""'],
  ]

  test.each(changedBytes)('%s: %s is no longer %s', async (name, before, after) => {
    const example = examples.find((candidate) => candidate.name === name)
    const text = JSON.stringify(example?.response)
    expect(text).toContain(before)
    const wrong = { ...example!, response: JSON.parse(text.replace(before, after)) }
    const { differences, rewritten } = await replayExample(wrong, { stage, rules })
    expect(differences).not.toEqual([])
    expect(JSON.parse(JSON.stringify(rewritten))).toEqual(example?.response)
  })

  test('an example without a state is refused by name', async () => {
    await expect(replayRequest('getMe/nowhere', {}, stage)).rejects.toThrow('getMe/nowhere has no state')
  })
})

describe('comparison', () => {
  const compare = (expected: unknown, actual: unknown) =>
    compareAnswers(
      { status: 200, body: expected },
      { status: 200, body: actual },
      { rules, names: createNames({}) },
    )
  const one = '0193a4c0-0000-7000-8000-000000000001'
  const two = '0193a4c0-0000-7000-8000-000000000002'
  const [first, second] = ['01a20fc4-7c10-70f1-9d9c-8e3b7cdfaf6b', '01a20fc4-7c3b-71cc-b133-3b483eaade5e']

  test('one id of an example is one id of the answer, everywhere', () => {
    expect(compare({ id: one, ownerId: one }, { id: first, ownerId: first }).differences).toEqual([])
    expect(compare({ id: one, ownerId: one }, { id: first, ownerId: second }).differences).toHaveLength(1)
    expect(compare({ id: one, ownerId: two }, { id: first, ownerId: first }).differences).toHaveLength(1)
  })

  test('ids inside of texts follow, whichever stands first', () => {
    expect(compare({ link: `/x/${one}`, id: one }, { link: `/x/${first}`, id: first }).differences).toEqual(
      [],
    )
    expect(
      compare({ link: `/x/${one}`, id: one }, { link: `/x/${second}`, id: first }).differences,
    ).toHaveLength(1)
  })

  test('a volatile value must keep its form, and null is a value', () => {
    expect(
      compare({ createdAt: '2026-11-24T18:00:00Z' }, { createdAt: 'yesterday' }).differences,
    ).toHaveLength(1)
    expect(compare({ closedAt: null }, { closedAt: '2026-11-24T18:00:00Z' }).differences).toHaveLength(1)
    expect(compare({ total: 7 }, { total: 12 }).differences).toEqual([])
    expect(compare({ total: 7 }, { total: '12' }).differences).toHaveLength(1)
  })

  test('a missing, an extra and a longer value are each one difference', () => {
    expect(compare({ items: [1, 2] }, { items: [1] }).differences.map(({ at }) => at)).toEqual([
      '/body/items/1',
    ])
    expect(compare({ items: [1] }, { items: [1, { a: [1, 2] }] }).differences.map(({ at }) => at)).toEqual([
      '/body/items/1',
    ])
    expect(compare({ a: 1 }, {}).differences).toEqual([{ at: '/body/a', expected: 1, actual: undefined }])
    expect(compare(undefined, { a: 1 }).differences.map(({ at }) => at)).toEqual(['/body'])
  })

  test('rewriting keeps what may vary and takes over what changed', () => {
    const { rewritten } = compare(
      { id: one, name: 'old', items: [] },
      { id: first, name: 'new', items: [{ id: second, createdAt: '2027-01-01T00:00:00.123Z' }] },
    )
    expect(rewritten.body).toEqual({
      id: one,
      name: 'new',
      items: [{ id: '0193a4c0-0000-7000-8000-0000000000ff', createdAt: '2026-11-24T18:00:00Z' }],
    })
  })
})
