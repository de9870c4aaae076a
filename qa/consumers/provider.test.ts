import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { replayRequest } from '../golden/replay.ts'
import { createStage } from '../golden/states.ts'
import { brokenPromises, readRecords } from './records.ts'

const records = await readRecords()
let stage: Awaited<ReturnType<typeof createStage>>

beforeAll(async () => {
  stage = await createStage()
})
afterAll(() => stage.close())

describe('the gateway gives every consumer what it reads', () => {
  test.each(records.map((named) => [named.file, named] as const))('%s', async (_file, { record }) => {
    const { answer, violations } = await replayRequest(record.state, record.request, stage)
    expect(violations).toEqual([])
    expect(brokenPromises(record, answer)).toEqual([])
  })

  test('there are records of the web app and of the SDK', () => {
    expect([...new Set(records.map(({ consumer }) => consumer))].sort()).toEqual(
      expect.arrayContaining(['rpg_sdk', 'webapp']),
    )
  })
})

describe('a consumer that would break is named', () => {
  const record = {
    state: 'getCampaign/found',
    request: {
      headers: { authorization: 'Bearer x' },
      params: { campaignId: '0193a4c0-0000-7000-8000-000000000001' },
    },
    response: { status: 200, headers: { etag: 'string' as const }, reads: { '/name': 'string' } },
  }
  const reading = (response: Partial<typeof record.response>) => ({
    ...record,
    response: { ...record.response, ...response },
  })

  test.each([
    [
      'a path that the answer lacks',
      reading({ reads: { '/dragons': 'number' } as never }),
      '/dragons is not there',
    ],
    [
      'a path inside of a list',
      reading({ reads: { '/capabilities/*/id': 'string' } as never }),
      'is not there',
    ],
    [
      'another kind of value',
      reading({ reads: { '/memberCount': 'string' } as never }),
      'is number and not string',
    ],
    ['another status', reading({ status: 201 }), 'answers 200 and not 201'],
    [
      'a header that is not sent',
      reading({ headers: { 'x-dragons': 'string' } as never }),
      'has no header x-dragons',
    ],
  ])('because of %s', async (_reason, wrong, complaint) => {
    const { answer } = await replayRequest(wrong.state, wrong.request, stage)
    expect(brokenPromises(record, answer)).toEqual([])
    expect(brokenPromises(wrong, answer).join()).toContain(complaint)
  })
})
