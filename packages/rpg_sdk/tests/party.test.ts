import type { EventByType, FrameByType } from '@rpg-bot/rpg_contracts'
import { readClientMessage, violationOfServerMessage } from '@rpg-bot/rpg_contracts'
import { describe, expect, it } from 'vitest'
import { createId } from '../src/index.ts'
import {
  type ConnectionState,
  type Cursor,
  createPartyClient,
  type PartyClientOptions,
  type PartyEvent,
  type PartySocket,
} from '../src/party/index.ts'

const party = '01890000-0000-7000-8000-000000000001'
const member = '01890000-0000-7000-8000-000000000002'
const epoch = 'abcdefghijk'
const sequence = (number: number) => String(number).padStart(16, '0')

/** A server that a test plays by hand: sockets, frames and time. Every frame is checked against the contract. */
function stage(options: Pick<PartyClientOptions, 'check'> = {}) {
  const sockets: FakeSocket[] = []
  const states: ConnectionState[] = []
  const tokens: (string | undefined)[] = []
  const timers: { at: number; run: () => void }[] = []
  let now = 0

  class FakeSocket implements PartySocket {
    onopen: (() => void) | null = null
    onmessage: ((event: { data: unknown }) => void) | null = null
    onclose: ((event: { code: number }) => void) | null = null
    onerror: (() => void) | null = null
    readonly sent: { id: string; type: string; data: Record<string, unknown> }[] = []
    closedWith: number | undefined
    send(text: string) {
      const read = readClientMessage(text)
      if (!read.ok) throw new Error(`The client sends a bad frame: ${read.message} in ${text}`)
      this.sent.push(JSON.parse(text))
    }
    close(code = 1000) {
      this.closedWith = code
    }
    say(type: string, data: object) {
      const text = JSON.stringify({
        specversion: '1.0',
        id: createId(),
        type,
        source: '/sync/test',
        time: '2026-01-01T00:00:00.000Z',
        datacontenttype: 'application/json',
        data,
      })
      const violation = violationOfServerMessage(text)
      if (violation !== null) throw new Error(`The test plays a bad frame: ${violation}`)
      this.onmessage?.({ data: text })
    }
    event(number: number, id = createId()) {
      const text = JSON.stringify({
        specversion: '1.0',
        id,
        type: 'io.rpgbot.party.message-posted.v1',
        source: `/parties/${party}`,
        time: '2026-01-01T00:00:00.000Z',
        datacontenttype: 'application/json',
        actor: member,
        data: { text: `№${number}` },
        sequence: sequence(number),
        streamepoch: epoch,
      })
      this.onmessage?.({ data: text })
    }
    last(type: string) {
      return this.sent.filter((message) => message.type === type).at(-1)
    }
    count(type: string) {
      return this.sent.filter((message) => message.type === type).length
    }
    async signIn() {
      this.onopen?.()
      await new Promise((resolve) => setImmediate(resolve))
      this.say('io.rpgbot.sync.hello.v1', {
        connectionId: createId(),
        node: 'test',
        protocol: 1,
        heartbeatMs: 25_000,
        limits: { maxEventBytes: 65_536, inflight: 64, windowBytes: 65_536 },
        expiresAt: null,
        serverTime: '2026-01-01T00:00:00.000Z',
      })
      this.say('io.rpgbot.sync.auth.ok.v1', {
        ref: this.last('io.rpgbot.sync.auth.v1')?.id,
        expiresAt: '2026-01-01T00:10:00.000Z',
      })
    }
    subscribed(data: {
      head: number
      from: number
      recovered?: boolean
      reason?: string
      floor?: number
      epoch?: string
    }) {
      const { head, from, recovered = false, reason = 'fresh', floor = 0 } = data
      this.say('io.rpgbot.sync.subscribed.v1', {
        ref: this.last('io.rpgbot.sync.subscribe.v1')?.id,
        party,
        epoch: data.epoch ?? epoch,
        head: sequence(head),
        floor: sequence(floor),
        recovered,
        reason,
        replayFrom: sequence(from),
        replayTo: sequence(head),
      })
    }
    live(number: number) {
      this.say('io.rpgbot.sync.live.v1', { party, sequence: sequence(number) })
    }
    drop(code: number) {
      this.onclose?.({ code })
    }
  }

  const client = createPartyClient({
    ...options,
    url: 'wss://rpg.example/v1/sync',
    auth: {
      accessToken: async (refused) => {
        tokens.push(refused)
        return `token-${tokens.length}`
      },
    },
    connect: () => {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket
    },
    onState: (state) => states.push(state),
    random: () => 0.5,
    timers: {
      set: (run, milliseconds) => {
        const timer = { at: now + milliseconds, run }
        timers.push(timer)
        return timer
      },
      clear: (timer) => {
        const index = timers.indexOf(timer as (typeof timers)[number])
        if (index >= 0) timers.splice(index, 1)
      },
    },
  })

  return {
    client,
    sockets,
    states,
    tokens,
    get socket(): FakeSocket {
      const socket = sockets.at(-1)
      if (socket === undefined) throw new Error('No socket yet.')
      return socket
    },
    pass(milliseconds: number) {
      now += milliseconds
      for (const timer of timers.filter(({ at }) => at <= now)) {
        timers.splice(timers.indexOf(timer), 1)
        timer.run()
      }
    },
    follow(options: { cursor?: Cursor } = {}) {
      const events: string[] = []
      const notes: string[] = []
      const feed = client.follow(party, {
        ...options,
        onEvent: (event: PartyEvent) =>
          events.push((event as EventByType['io.rpgbot.party.message-posted.v1']).data.text),
        onLive: () => notes.push('live'),
        onReset: (reason) => notes.push(`reset ${reason}`),
        onEnded: (code) => notes.push(`ended ${code}`),
      })
      return { feed, events, notes }
    },
  }
}

async function liveStage() {
  const play = stage()
  const follower = play.follow()
  await play.socket.signIn()
  play.socket.subscribed({ head: 2, from: 0 })
  play.socket.event(1)
  play.socket.event(2)
  play.socket.live(2)
  return { play, ...follower }
}

describe('following a party', () => {
  it('signs in, asks for everything, and passes events on once and in order', async () => {
    const { play, events, notes, feed } = await liveStage()
    expect(play.socket.sent.map(({ type }) => type)).toEqual([
      'io.rpgbot.sync.auth.v1',
      'io.rpgbot.sync.subscribe.v1',
    ])
    expect(events).toEqual(['№1', '№2'])
    expect(notes).toEqual(['live'])
    expect(feed.cursor).toEqual({ epoch, sequence: sequence(2) })
    play.socket.event(2)
    play.socket.event(1)
    expect(events).toEqual(['№1', '№2'])
    expect(play.states).toEqual(['connecting', 'live'])
  })

  it('comes back from its cursor after a cut', async () => {
    const { play, events } = await liveStage()
    play.socket.drop(1006)
    expect(play.client.state).toBe('reconnecting')
    play.pass(20_000)
    await play.socket.signIn()
    expect(play.socket.last('io.rpgbot.sync.subscribe.v1')?.data['position']).toEqual({
      at: 'cursor',
      epoch,
      sequence: sequence(2),
    })
    play.socket.subscribed({ head: 3, from: 2, recovered: true, reason: 'ok' })
    play.socket.event(3)
    expect(events).toEqual(['№1', '№2', '№3'])
  })

  it('asks again when it notices a hole, and takes nothing out of order', async () => {
    const { play, events } = await liveStage()
    play.socket.event(5)
    expect(events).toEqual(['№1', '№2'])
    expect(play.socket.count('io.rpgbot.sync.subscribe.v1')).toBe(2)
    play.socket.subscribed({ head: 5, from: 2, recovered: true, reason: 'ok' })
    for (const number of [3, 4, 5]) play.socket.event(number)
    expect(events).toEqual(['№1', '№2', '№3', '№4', '№5'])
  })

  it('passes over an event that does not fit the contract instead of asking for it for ever', async () => {
    const play = stage({
      check: (message) => !('data' in message && 'text' in message.data && message.data.text === '№3'),
    })
    const { events, feed } = play.follow()
    await play.socket.signIn()
    play.socket.subscribed({ head: 4, from: 2 })
    play.socket.event(3)
    play.socket.event(4)
    expect(events).toEqual(['№4'])
    expect(feed.cursor?.sequence).toBe(sequence(4))
    expect(play.socket.count('io.rpgbot.sync.subscribe.v1')).toBe(1)
  })

  it('moves its cursor over what it may not read', async () => {
    const { play, feed, events } = await liveStage()
    play.socket.say('io.rpgbot.sync.skip.v1', { party, from: sequence(2), to: sequence(4) })
    play.socket.event(5)
    expect(events.at(-1)).toBe('№5')
    expect(feed.cursor?.sequence).toBe(sequence(5))
  })

  it('says that the state has to be replaced when the cursor was refused', async () => {
    const { play, notes, events } = await liveStage()
    play.socket.drop(4001)
    play.pass(1000)
    await play.socket.signIn()
    play.socket.subscribed({ head: 9, from: 7, floor: 7, reason: 'trimmed' })
    play.socket.event(8)
    expect(notes).toEqual(['live', 'reset trimmed'])
    expect(events.at(-1)).toBe('№8')
  })

  it('asks again when a heartbeat shows that it is behind and nothing comes', async () => {
    const { play } = await liveStage()
    play.socket.say('io.rpgbot.sync.heartbeat.v1', {
      heads: { [party]: sequence(4) },
      serverTime: '2026-01-01T00:00:00.000Z',
    })
    expect(play.socket.count('io.rpgbot.sync.heartbeat.ack.v1')).toBe(1)
    expect(play.socket.count('io.rpgbot.sync.subscribe.v1')).toBe(1)
    play.pass(2000)
    expect(play.socket.count('io.rpgbot.sync.subscribe.v1')).toBe(2)
  })

  it('counts a silent connection as dead', async () => {
    const { play } = await liveStage()
    play.pass(35_000)
    expect(play.client.state).toBe('reconnecting')
    expect(play.sockets[0]?.closedWith).toBe(1000)
  })

  it('ends when the server says so', async () => {
    const { play, notes, feed } = await liveStage()
    const waiting = feed.publish('io.rpgbot.party.message-posted.v1', { text: 'x' })
    play.socket.say('io.rpgbot.sync.unsubscribed.v1', { party, code: 'membership_ended', reason: '' })
    await expect(waiting).rejects.toMatchObject({ code: 'membership_ended' })
    expect(notes.at(-1)).toBe('ended membership_ended')
  })
})

describe('the close code', () => {
  it('4200 gets a new token first', async () => {
    const { play } = await liveStage()
    play.socket.drop(4200)
    play.pass(1000)
    await play.socket.signIn()
    expect(play.tokens).toEqual([undefined, 'token-1'])
    expect(play.client.state).toBe('live')
  })

  it('4403 means not to come back', async () => {
    const { play } = await liveStage()
    play.socket.drop(4403)
    play.pass(600_000)
    expect(play.sockets).toHaveLength(1)
    expect(play.client.state).toBe('stopped')
  })

  it('1012 after a goaway waits as long as the server said', async () => {
    const { play } = await liveStage()
    play.socket.say('io.rpgbot.sync.goaway.v1', { reconnectAfterMs: 7000, reason: 'restart' })
    play.socket.drop(1012)
    play.pass(6999)
    expect(play.sockets).toHaveLength(1)
    play.pass(1)
    expect(play.sockets).toHaveLength(2)
  })
})

describe('a token that ends', () => {
  it('is renewed in place', async () => {
    const { play } = await liveStage()
    play.socket.say('io.rpgbot.sync.auth.expiring.v1', { expiresAt: '2026-01-01T00:10:00.000Z' })
    await new Promise((resolve) => setImmediate(resolve))
    expect(play.tokens).toEqual([undefined, 'token-1'])
    expect(play.socket.last('io.rpgbot.sync.auth.v1')?.data).toEqual({ token: 'token-2' })
    play.socket.say('io.rpgbot.sync.auth.ok.v1', { ref: createId(), expiresAt: '2026-01-01T00:20:00.000Z' })
    expect(play.socket.count('io.rpgbot.sync.subscribe.v1')).toBe(1)
  })
})

describe('publishing', () => {
  const type = 'io.rpgbot.party.message-posted.v1'
  const ack = (id: string | undefined, rest: Partial<FrameByType['io.rpgbot.sync.ack.v1']['data']>) => ({
    ref: id,
    ...rest,
  })

  it('sends one after another, in order, and resolves after the commit', async () => {
    const { play, feed } = await liveStage()
    const first = feed.publish(type, { text: 'раз' })
    const second = feed.publish(type, { text: 'два' })
    expect(play.socket.count(type)).toBe(1)
    play.socket.say(
      'io.rpgbot.sync.ack.v1',
      ack(play.socket.last(type)?.id, { status: 'stored', epoch, sequence: sequence(3) }),
    )
    expect(await first).toMatchObject({ sequence: sequence(3), duplicate: false })
    expect(play.socket.last(type)?.data).toEqual({ text: 'два' })
    play.socket.say(
      'io.rpgbot.sync.ack.v1',
      ack(play.socket.last(type)?.id, { status: 'duplicate', epoch, sequence: sequence(4) }),
    )
    expect(await second).toMatchObject({ duplicate: true })
  })

  it('sends what has no answer again after a cut, with the same id and in order', async () => {
    const { play, feed } = await liveStage()
    void feed.publish(type, { text: 'раз' })
    void feed.publish(type, { text: 'два' })
    const id = play.socket.last(type)?.id
    play.socket.drop(1006)
    play.pass(20_000)
    await play.socket.signIn()
    play.socket.subscribed({ head: 2, from: 2, recovered: true, reason: 'ok' })
    expect(play.socket.count(type)).toBe(0)
    play.socket.live(2)
    expect(play.socket.last(type)).toMatchObject({ id, data: { text: 'раз' } })
  })

  it('takes its own event as the answer when it comes first', async () => {
    const { play, feed } = await liveStage()
    const published = feed.publish(type, { text: 'раз' })
    play.socket.event(3, play.socket.last(type)?.id)
    expect(await published).toMatchObject({ sequence: sequence(3) })
  })

  it('tries again after a temporary refusal and gives up after a final one', async () => {
    const { play, feed } = await liveStage()
    const published = feed.publish(type, { text: 'раз' })
    const error = { code: 'temporarily_unavailable', message: 'later', temporary: true, retryAfterMs: 500 }
    play.socket.say('io.rpgbot.sync.ack.v1', ack(play.socket.last(type)?.id, { status: 'rejected', error }))
    play.pass(500)
    expect(play.socket.count(type)).toBe(2)
    play.socket.say(
      'io.rpgbot.sync.ack.v1',
      ack(play.socket.last(type)?.id, {
        status: 'rejected',
        error: { code: 'role_forbidden', message: 'no', temporary: false },
      }),
    )
    await expect(published).rejects.toMatchObject({ code: 'role_forbidden' })
  })

  it('fails honestly when the client is closed', async () => {
    const { play, feed } = await liveStage()
    const published = feed.publish(type, { text: 'раз' })
    play.client.close()
    await expect(published).rejects.toMatchObject({ code: 'network_failed' })
  })
})
