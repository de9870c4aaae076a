import { setTimeout as sleep } from 'node:timers/promises'
import type { PartyEvent } from '@rpg-bot/rpg_sdk/party'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInstallation, type TestInstallation } from './support/installation.ts'
import { until } from './support/until.ts'

let installation: TestInstallation
beforeAll(async () => {
  installation = await startInstallation()
})
afterAll(() => installation.stop())

/** How often the process is killed, and how long the storm blows before. */
const kills = 3
const stormMs = 1500

describe('kill -9 in a storm of rolls', () => {
  it('loses no acknowledged event and stores none twice', async () => {
    const master = await installation.person('gm')
    const campaign = await master.client.campaigns.create({ body: { name: 'Буря', systemId: 'minimal' } })
    const path = { campaignId: campaign.id }
    const acknowledged = new Set<string>()
    let blowing = true
    let refused = 0
    const roller = async () => {
      while (blowing) {
        try {
          const roll = await master.client.rolls.create({
            path,
            body: { expression: '3d6', visibility: 'public' },
          })
          acknowledged.add(roll.id)
        } catch {
          refused += 1
          await sleep(50)
        }
      }
    }
    const storm = Promise.all(Array.from({ length: 6 }, roller))
    for (let round = 0; round < kills; round += 1) {
      const before = acknowledged.size
      await sleep(stormMs)
      await until(() => acknowledged.size > before)
      await installation.kill()
      await installation.start()
    }
    blowing = false
    await storm
    expect(refused).toBeGreaterThan(0)

    const reader = await installation.person('gm')
    const live = reader.live()
    const events: PartyEvent[] = []
    const feed = live.follow(campaign.id, { onEvent: (event) => events.push(event) })
    await until(() => feed.live, 60_000)
    live.close()
    const rolled = events.flatMap((event) =>
      event.type === 'io.rpgbot.roll.roll-made.v1' ? [event.data.roll.id] : [],
    )
    expect(new Set(rolled).size).toBe(rolled.length)
    expect([...acknowledged].filter((id) => !rolled.includes(id))).toEqual([])
    expect(events.map(({ sequence }) => Number(sequence))).toEqual(events.map((_event, index) => index + 1))
    // A roll and its event commit together: what is in the log is in the list, and the other way round.
    const listed: string[] = []
    for await (const roll of reader.client.rolls.list.items({ path, query: { limit: 100 } }))
      listed.push(roll.id)
    expect(listed.toSorted()).toEqual(rolled.toSorted())
  })
})
