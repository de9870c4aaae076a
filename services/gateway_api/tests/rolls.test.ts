import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CampaignGateway, createCampaignGateway } from './support/campaign-gateway.ts'
import { storedEvents } from './support/seats.ts'
import { setTable, type Table } from './support/table.ts'

let gateway: CampaignGateway
let table: Table

beforeAll(async () => {
  gateway = await createCampaignGateway()
  table = await setTable(gateway.signIn)
})
afterAll(() => gateway.close())

describe('a roll', () => {
  test('is made by the server, answered with every die, and announced with it', async () => {
    const { player, path, campaignId } = table
    const body = {
      expression: '2d6 [сила 💪] - 1d4 + 3 # поднять решётку',
      visibility: 'public',
      label: 'Сила',
    } as const
    const made = await player.call('createRoll', { path, body })
    expect(made.status).toBe(201)
    const [force, minus] = made.body.groups
    expect(made.body).toMatchObject({
      campaignId,
      rollerId: player.userId,
      characterId: null,
      label: 'Сила',
      expression: body.expression,
      printed: '2d6 [сила 💪] - 1d4 + 3',
      comment: 'поднять решётку',
      total: (force?.total ?? 0) + (minus?.total ?? 0) + 3,
    })
    expect(force).toMatchObject({ notation: '2d6 [сила 💪]', label: 'сила 💪' })
    expect(minus?.total).toBe(-(minus?.dice[0]?.value ?? 0))
    expect(made.headers['location']).toBe(`/v1/campaigns/${campaignId}/rolls/${made.body.id}`)
    const rollPath = { campaignId, rollId: made.body.id }
    expect((await table.spectator.call('getRoll', { path: rollPath })).body).toEqual(made.body)
    const events = await storedEvents(gateway.database, campaignId)
    expect(events.at(-1)).toEqual({
      type: 'roll.roll-made',
      actor: player.userId,
      data: { roll: made.body, audience: null },
    })
  })
})
