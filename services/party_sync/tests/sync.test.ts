import { formatSequence } from '@rpg-bot/party_log'
import { v7 as createId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestHub, type TestHub } from './support/test-hub.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(() => hub.close())

const texts = (events: { data: object }[]) => events.map((event) => (event.data as { text?: string }).text)

async function table() {
  const [master, player, stranger] = [await hub.person(), await hub.person(), await hub.person()]
  const party = await hub.party({ [master.userId]: 'gm', [player.userId]: 'player' })
  return { master, player, stranger, party }
}

async function say(party: string, count: number, from = 1) {
  for (let number = from; number < from + count; number += 1) {
    await hub.eventLog.append(party, [
      hub.event(party, 'io.rpgbot.session.session-opened.v1', { sessionId: createId(), number }),
    ])
  }
}

describe('a party', () => {
  it('gives everybody the same events in the same order, and acknowledges after the commit', async () => {
    const { master, player, party } = await table()
    const first = await hub.connect({ token: master.token })
    const second = await hub.connect({ token: player.token })
    await first.subscribe(party)
    await second.subscribe(party)
    for (let index = 0; index < 20; index += 1) {
      first.publish(party, `от ведущего ${index}`)
      second.publish(party, `от игрока ${index} 🎲`)
    }
    await first.until(() => first.events().length === 40, '40 events')
    await second.until(() => second.events().length === 40, '40 events')
    expect(first.events()).toEqual(second.events())
    expect(first.events().map((event) => event.sequence)).toEqual(
      Array.from({ length: 40 }, (_, index) => formatSequence(index + 1)),
    )
    expect(texts(first.events()).filter((text) => text?.startsWith('от ведущего'))).toEqual(
      Array.from({ length: 20 }, (_, index) => `от ведущего ${index}`),
    )
    const acks = first.of('io.rpgbot.sync.ack.v1')
    await first.until(() => first.of('io.rpgbot.sync.ack.v1').length === 20, '20 acks')
    for (const ack of acks) expect(ack.data.status).toBe('stored')
  })

  it('gives a phone that was away exactly what it missed', async () => {
    const { player, party } = await table()
    const before = await hub.connect({ token: player.token })
    await before.subscribe(party)
    await say(party, 5)
    await before.until(() => before.events().length === 5, '5 events')
    before.close()
    await say(party, 700, 6)
    const after = await hub.connect({ token: player.token })
    const last = before.events()[4]
    await after.subscribe(party, { at: 'cursor', epoch: last?.streamepoch, sequence: last?.sequence })
    expect(after.of('io.rpgbot.sync.subscribed.v1')[0]?.data).toMatchObject({ recovered: true, reason: 'ok' })
    expect(after.events().map((event) => Number(event.sequence))).toEqual(
      Array.from({ length: 700 }, (_, index) => index + 6),
    )
  })

  it('misses nothing that is appended while it subscribes', async () => {
    const { player, party } = await table()
    await say(party, 300)
    const client = await hub.connect({ token: player.token })
    const storm = say(party, 100, 301)
    await client.subscribe(party)
    await storm
    await client.until(() => client.events().length === 400, '400 events')
    expect(client.events().map((event) => Number(event.sequence))).toEqual(
      Array.from({ length: 400 }, (_, index) => index + 1),
    )
  })

  it.each([
    [
      'another history',
      (epoch: string) => ({ epoch: epoch === 'aaaaaaaaaaa' ? 'bbbbbbbbbbb' : 'aaaaaaaaaaa', sequence: 3 }),
      'epoch_changed',
    ],
    ['trimmed history', (epoch: string) => ({ epoch, sequence: 1 }), 'trimmed'],
    ['the future', (epoch: string) => ({ epoch, sequence: 99 }), 'ahead'],
  ])('refuses a cursor from %s honestly and replays what is kept', async (_name, cursor, reason) => {
    const { player, party } = await table()
    await say(party, 6)
    await hub.eventLog.trim(party, 2)
    const { epoch } = await hub.eventLog.position(party)
    const asked = cursor(epoch)
    const position = { at: 'cursor', epoch: asked.epoch, sequence: formatSequence(asked.sequence) }
    const client = await hub.connect({ token: player.token })
    await client.subscribe(party, position)
    expect(client.of('io.rpgbot.sync.subscribed.v1')[0]?.data).toMatchObject({
      recovered: false,
      reason,
      floor: formatSequence(2),
    })
    expect(client.events().map((event) => Number(event.sequence))).toEqual([3, 4, 5, 6])
    const strict = await hub.connect({ token: player.token })
    strict.send('io.rpgbot.sync.subscribe.v1', { party, position, onGap: 'reject' })
    expect((await strict.waitFor('io.rpgbot.sync.unsubscribed.v1')).data.code).toBe(reason)
  })

  it('brings events that another process wrote without a hint', async () => {
    const { player, party } = await table()
    const client = await hub.connect({ token: player.token })
    await client.subscribe(party)
    const { createEventLog } = await import('@rpg-bot/party_log')
    const elsewhere = createEventLog({ database: hub.database })
    await elsewhere.append(party, [hub.event(party, 'io.rpgbot.campaign.campaign-archived.v1', {})])
    await client.waitFor('io.rpgbot.campaign.campaign-archived.v1')
    await elsewhere.close()
  })
})

describe('what others may not see', () => {
  it('never reaches them, live or in replay, and leaves no hole', async () => {
    const { master, player, party } = await table()
    const live = await hub.connect({ token: player.token })
    await live.subscribe(party)
    const secret = {
      ...hub.event(party, 'io.rpgbot.campaign.campaign-updated.v1', { name: 'тайна', summary: '' }, [
        master.userId,
      ]),
    }
    await say(party, 1)
    await hub.eventLog.append(party, [secret])
    await say(party, 1, 2)
    await live.until(() => live.events().length === 2, 'both visible events')
    const replay = await hub.connect({ token: player.token })
    await replay.subscribe(party)
    for (const client of [live, replay]) {
      expect(JSON.stringify(client.received)).not.toContain('тайна')
      expect(client.events().map((event) => Number(event.sequence))).toEqual([1, 3])
      expect(
        client.of('io.rpgbot.sync.skip.v1').map(({ data }) => [Number(data.from), Number(data.to)]),
      ).toContainEqual([1, 2])
    }
    const entitled = await hub.connect({ token: master.token })
    await entitled.subscribe(party)
    expect(JSON.stringify(entitled.received)).toContain('тайна')
  })

  it('is told by a skip when everything at the end is hidden', async () => {
    const { master, player, party } = await table()
    await say(party, 1)
    await hub.eventLog.append(party, [
      hub.event(party, 'io.rpgbot.campaign.campaign-archived.v1', {}, [master.userId]),
    ])
    const client = await hub.connect({ token: player.token })
    await client.subscribe(party)
    const skip = client.of('io.rpgbot.sync.skip.v1')[0]?.data
    expect([skip?.from, skip?.to]).toEqual([formatSequence(1), formatSequence(2)])
    expect(client.of('io.rpgbot.sync.live.v1')[0]?.data.sequence).toBe(formatSequence(2))
  })
})

describe('who may follow and publish', () => {
  it('tells a stranger that there is no such party', async () => {
    const { stranger, party } = await table()
    const client = await hub.connect({ token: stranger.token })
    for (const id of [party, createId()])
      client.send('io.rpgbot.sync.subscribe.v1', { party: id, position: { at: 'start' } })
    await client.waitFor('io.rpgbot.sync.unsubscribed.v1', 2)
    expect(client.of('io.rpgbot.sync.unsubscribed.v1').map(({ data }) => data.code)).toEqual([
      'party_not_found',
      'party_not_found',
    ])
    expect(client.events()).toEqual([])
    const ref = client.publish(party, 'hello')
    expect((await client.waitFor('io.rpgbot.sync.ack.v1')).data).toMatchObject({
      ref,
      status: 'rejected',
      error: { code: 'not_subscribed' },
    })
  })

  it('stops everything for a removed member at once, after telling them', async () => {
    const { player, party } = await table()
    const client = await hub.connect({ token: player.token })
    await client.subscribe(party)
    await hub.eventLog.append(party, [
      hub.event(party, 'io.rpgbot.campaign.member-removed.v1', { userId: player.userId }),
    ])
    await say(party, 1)
    const ended = await client.waitFor('io.rpgbot.sync.unsubscribed.v1')
    expect(ended.data).toMatchObject({ party, code: 'membership_ended' })
    client.publish(party, 'still here?')
    expect((await client.waitFor('io.rpgbot.sync.ack.v1')).data.error?.code).toBe('not_subscribed')
    expect(client.events().map((event) => event.type)).toEqual(['io.rpgbot.campaign.member-removed.v1'])
  })

  it('does not hold an old removal against somebody who came back', async () => {
    const { player, party } = await table()
    await hub.eventLog.append(party, [
      hub.event(party, 'io.rpgbot.campaign.member-removed.v1', { userId: player.userId }),
    ])
    const client = await hub.connect({ token: player.token })
    await client.subscribe(party)
    client.publish(party, 'back again')
    expect((await client.waitFor('io.rpgbot.sync.ack.v1')).data.status).toBe('stored')
  })

  it('asks the database at every publish, however slowly the member reads', async () => {
    const { player, party } = await table()
    const client = await hub.connect({ token: player.token })
    await client.subscribe(party)
    // Nothing is said in the log: what the subscription knows stays as it was.
    const { kysely } = hub.database
    const seat = { campaign_id: party, user_id: player.userId }
    const codes: (string | undefined)[] = []
    const tryToSpeak = async () => {
      client.publish(party, 'hello?')
      const { data } = await client.waitFor('io.rpgbot.sync.ack.v1', codes.length + 1)
      codes.push(data.error?.code)
    }
    await kysely
      .updateTable('gateway_api.members')
      .set({ role: 'spectator' })
      .where('user_id', '=', player.userId)
      .execute()
    await tryToSpeak()
    await kysely
      .updateTable('gateway_api.members')
      .set({ role: 'player' })
      .where('user_id', '=', player.userId)
      .execute()
    await kysely
      .updateTable('gateway_api.campaigns')
      .set({ status: 'archived' })
      .where('id', '=', party)
      .execute()
    await tryToSpeak()
    await kysely
      .deleteFrom('gateway_api.members')
      .where('campaign_id', '=', seat.campaign_id)
      .where('user_id', '=', seat.user_id)
      .execute()
    await tryToSpeak()
    expect(codes).toEqual(['role_forbidden', 'campaign_archived', 'not_subscribed'])
    expect(client.events()).toEqual([])
  })

  it('refuses words in the mouth of a character that is not theirs', async () => {
    const { player, party } = await table()
    const client = await hub.connect({ token: player.token })
    await client.subscribe(party)
    const data = { text: 'Это сказал не я', characterId: createId() }
    const type = 'io.rpgbot.party.message-posted.v1'
    const message = {
      specversion: '1.0',
      id: createId(),
      source: `/parties/${party}`,
      datacontenttype: 'application/json',
    }
    client.sendRaw(JSON.stringify({ ...message, type, data }))
    expect((await client.waitFor('io.rpgbot.sync.ack.v1')).data.error?.code).toBe('character_unknown')
  })

  it('leaves no trace of a stranger in the log', async () => {
    const { stranger } = await table()
    const client = await hub.connect({ token: stranger.token })
    const party = createId()
    client.send('io.rpgbot.sync.subscribe.v1', { party, position: { at: 'start' } })
    await client.waitFor('io.rpgbot.sync.unsubscribed.v1')
    expect(await hub.eventLog.positions([party])).toEqual(new Map())
  })
})

describe('a publish', () => {
  it('said twice is stored once and keeps its first position', async () => {
    const { player, party } = await table()
    const client = await hub.connect({ token: player.token })
    await client.subscribe(party)
    const id = client.publish(party, 'once')
    client.publish(party, 'once', id)
    await client.waitFor('io.rpgbot.sync.ack.v1', 2)
    const [first, second] = client.of('io.rpgbot.sync.ack.v1').map(({ data }) => data)
    expect([first?.status, second?.status]).toEqual(['stored', 'duplicate'])
    expect(second?.sequence).toBe(first?.sequence)
    client.publish(party, 'something else', id)
    expect((await client.waitFor('io.rpgbot.sync.ack.v1', 3)).data.error?.code).toBe('event_id_conflict')
    expect(client.events()).toHaveLength(1)
  })

  it('of a bad payload, a server type or an unknown type is refused with a reason', async () => {
    const { player, party } = await table()
    const client = await hub.connect({ token: player.token })
    await client.subscribe(party)
    const message = {
      specversion: '1.0',
      id: createId(),
      source: `/parties/${party}`,
      datacontenttype: 'application/json',
    }
    client.sendRaw(
      JSON.stringify({
        ...message,
        type: 'io.rpgbot.party.message-posted.v1',
        data: { text: 'x', html: '<b>' },
      }),
    )
    client.sendRaw(JSON.stringify({ ...message, type: 'io.rpgbot.roll.roll-made.v1', data: {} }))
    client.sendRaw(JSON.stringify({ ...message, type: 'io.rpgbot.party.nonsense.v1', data: {} }))
    client.sendRaw(
      JSON.stringify({
        ...message,
        type: 'io.rpgbot.party.message-posted.v1',
        sequence: formatSequence(1),
        data: { text: 'x' },
      }),
    )
    client.sendRaw(
      JSON.stringify({
        ...message,
        type: 'io.rpgbot.custom.event-sent.v1',
        data: { name: 'com.example.flood', payload: { text: 'ж'.repeat(9000) } },
      }),
    )
    const text = JSON.stringify({
      ...message,
      type: 'io.rpgbot.party.message-posted.v1',
      data: { text: 'x' },
    })
    client.sendRaw(text.replace('"x"', '"x","text":"y"'))
    client.sendRaw(text.replace('"x"', String.raw`"\ud800"`))
    client.sendRaw(text.replace('"x"', String.raw`"\u0000"`))
    client.sendRaw(text.replace('"x"', `${'['.repeat(4000)}${']'.repeat(4000)}`))
    await client.waitFor('io.rpgbot.sync.ack.v1', 7)
    await client.waitFor('io.rpgbot.sync.error.v1', 2)
    expect(client.of('io.rpgbot.sync.ack.v1').map(({ data }) => data.error?.code)).toEqual([
      ...Array.from({ length: 7 }, () => 'message_invalid'),
    ])
    expect(client.of('io.rpgbot.sync.error.v1').map(({ data }) => data.code)).toEqual([
      'unknown_type',
      'unknown_type',
    ])
    expect(client.closeCode).toBeUndefined()
  })
})
