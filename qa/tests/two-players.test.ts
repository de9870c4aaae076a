import type { PartyEvent } from '@rpg-bot/rpg_sdk/party'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInstallation, type TestInstallation } from './support/installation.ts'
import { until } from './support/until.ts'

let installation: TestInstallation
beforeAll(async () => {
  installation = await startInstallation()
})
afterAll(() => installation.stop())

type RollEvent = Extract<PartyEvent, { type: 'io.rpgbot.roll.roll-made.v1' }>
const rollsIn = (events: readonly PartyEvent[]) =>
  events
    .filter((event): event is RollEvent => event.type === 'io.rpgbot.roll.roll-made.v1')
    .map(({ data }) => data.roll)

async function table() {
  const [master, player] = [await installation.person('gm'), await installation.person('player-1')]
  const campaign = await master.client.campaigns.create({ body: { name: 'Два игрока', systemId: 'minimal' } })
  const path = { campaignId: campaign.id }
  const { code } = await master.client.invites.create({ path, body: {} })
  await player.client.invites.accept({ body: { code } })
  return { master, player, path, party: campaign.id }
}

describe('two people at one table', () => {
  it('see a roll of one on the phone of the other', async () => {
    const { master, player, path, party } = await table()
    const live = master.live()
    const seen: PartyEvent[] = []
    const feed = live.follow(party, { onEvent: (event) => seen.push(event) })
    await until(() => feed.live)
    const roll = await player.client.rolls.create({
      path,
      body: { expression: '4d6kh3', visibility: 'public', label: 'Сила' },
    })
    await until(() => rollsIn(seen).length === 1)
    expect(rollsIn(seen)[0]).toEqual(roll)
    live.close()
  })

  it('get exactly what they missed while they were away', async () => {
    const { master, player, path, party } = await table()
    const live = player.live()
    const before: PartyEvent[] = []
    const feed = live.follow(party, { onEvent: (event) => before.push(event) })
    await until(() => feed.live)
    const cursor = feed.cursor
    live.close()
    const missed: string[] = []
    for (let index = 0; index < 20; index += 1) {
      const roll = await master.client.rolls.create({
        path,
        body: { expression: '1d20', visibility: 'public' },
      })
      missed.push(roll.id)
    }
    const again = player.live()
    const after: PartyEvent[] = []
    const resets: string[] = []
    const resumed = again.follow(party, {
      cursor,
      onEvent: (event) => after.push(event),
      onReset: (reason) => resets.push(reason),
    })
    await until(() => resumed.live)
    expect(rollsIn(after).map(({ id }) => id)).toEqual(missed)
    expect(after).toHaveLength(20)
    expect(resets).toEqual([])
    again.close()
  })

  it('never see a roll that is not for them, live, in replay, over REST or in lists', async () => {
    const { master, player, path, party } = await table()
    const live = player.live()
    const seen: PartyEvent[] = []
    const feed = live.follow(party, { onEvent: (event) => seen.push(event) })
    await until(() => feed.live)
    const secret = await master.client.rolls.create({
      path,
      body: { expression: '1d20', visibility: 'self', label: 'тайна' },
    })
    const shared = await player.client.rolls.create({ path, body: { expression: '1d20', visibility: 'gm' } })
    const open = await master.client.rolls.create({
      path,
      body: { expression: '1d20', visibility: 'public' },
    })
    await until(() => rollsIn(seen).some(({ id }) => id === open.id))
    expect(rollsIn(seen).map(({ id }) => id)).toEqual([shared.id, open.id])
    const replay: PartyEvent[] = []
    const late = player.live()
    const lateFeed = late.follow(party, { onEvent: (event) => replay.push(event) })
    await until(() => lateFeed.live)
    const pages = await player.client.party.listEvents({ path: { partyId: party }, query: { limit: 100 } })
    const list = await player.client.rolls.list({ path })
    for (const view of [seen, replay, pages, list]) {
      expect(JSON.stringify(view)).toContain(open.id)
      expect(JSON.stringify(view)).not.toContain(secret.id)
      expect(JSON.stringify(view)).not.toContain('тайна')
    }
    await expect(player.client.rolls.get({ path: { ...path, rollId: secret.id } })).rejects.toMatchObject({
      code: 'roll_not_found',
    })
    expect((await master.client.rolls.get({ path: { ...path, rollId: shared.id } })).total).toBe(shared.total)
    for (const one of [live, late]) one.close()
  })

  it('talk over the WebSocket and over REST in one order', async () => {
    const { master, player, party } = await table()
    const live = player.live()
    const said: string[] = []
    const feed = live.follow(party, {
      onEvent: (event) => {
        if (event.type === 'io.rpgbot.party.message-posted.v1') said.push(event.data.text)
      },
    })
    await until(() => feed.live)
    const type = 'io.rpgbot.party.message-posted.v1'
    await feed.publish(type, { text: 'раз' })
    await master.client.party.publish({ path: { partyId: party }, body: { type, data: { text: 'два' } } })
    await feed.publish(type, { text: 'три 🕯' })
    await until(() => said.length === 3)
    expect(said).toEqual(['раз', 'два', 'три 🕯'])
    live.close()
  })
})
