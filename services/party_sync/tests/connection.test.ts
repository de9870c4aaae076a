import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as createId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestHub, type TestHub } from './support/test-hub.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub({
    authTimeoutMs: 1500,
    messageBurst: 60,
    messagesPerSecond: 1,
    connectionsPerUser: 3,
  })
})
afterAll(() => hub.close())

const origin = 'https://app.example'

describe('the upgrade', () => {
  it.each([
    ['a foreign page', { origin: 'https://evil.example' }, 403],
    ['no origin and no credential', {}, 403],
  ])('refuses %s', async (_name, options, status) => {
    expect((await hub.connect(options)).closeCode).toBe(status)
  })

  it('opens and closes with 4406 when the subprotocol is missing', async () => {
    const { token } = await hub.person()
    const client = await hub.connect({ token, protocols: [] })
    expect(await client.closed()).toBe(4406)
  })

  it.each([
    ['a forged token', async () => 'x.y.z', 4401],
    ['an expired token', async () => hub.issuer.sign({ expiresIn: -60 }), 4200],
    ['a token for another service', async () => hub.issuer.sign({ audience: 'gateway_api' }), 4401],
    ['a token of another issuer', async () => hub.issuer.sign({ issuer: 'somebody' }), 4401],
  ])('opens and closes for %s, so that a browser can read why', async (_name, token, code) => {
    const client = await hub.connect({ token: await token() })
    expect(await client.closed()).toBe(code)
    expect(client.received).toEqual([])
  })

  it('answers an offer of another protocol as a plain request', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABk' }
      request({ port: hub.port, path: '/healthz', headers }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
        .on('error', reject)
        .end()
    })
    expect(status).toBe(200)
  })

  it('answers nothing but the channel', async () => {
    const answer = await fetch(`http://127.0.0.1:${hub.port}/v1/sync`)
    expect(answer.status).toBe(404)
  })
})

describe('signing in with the first message', () => {
  it('greets, accepts the token and then serves', async () => {
    const { userId, token } = await hub.person()
    const party = await hub.party({ [userId]: 'gm' })
    const client = await hub.connect({ origin })
    const hello = await client.waitFor('io.rpgbot.sync.hello.v1')
    expect(hello.data).toMatchObject({ protocol: 1, expiresAt: null, limits: { inflight: 64 } })
    const ref = client.send('io.rpgbot.sync.auth.v1', { token })
    client.send('io.rpgbot.sync.subscribe.v1', { party, position: { at: 'start' } })
    await client.waitFor('io.rpgbot.sync.live.v1')
    expect(client.of('io.rpgbot.sync.auth.ok.v1')[0]?.data.ref).toBe(ref)
  })

  it('closes with 4401 when something else comes first', async () => {
    const client = await hub.connect({ origin })
    client.send('io.rpgbot.sync.subscribe.v1', { party: createId(), position: { at: 'start' } })
    expect(await client.closed()).toBe(4401)
  })

  it('closes with 4401 on a refused token and with 4200 on an expired one', async () => {
    const refused = await hub.connect({ origin })
    refused.send('io.rpgbot.sync.auth.v1', { token: 'x.y.z' })
    expect(await refused.closed()).toBe(4401)
    const expired = await hub.connect({ origin })
    expired.send('io.rpgbot.sync.auth.v1', { token: await hub.issuer.sign({ expiresIn: -60 }) })
    expect(await expired.closed()).toBe(4200)
  })

  it('closes with 4408 when nobody signs in', async () => {
    const client = await hub.connect({ origin })
    hub.clock.now += 1500
    expect(await client.closed()).toBe(4408)
  })

  it('refuses to change the person of a connection', async () => {
    const client = await hub.connect({ token: (await hub.person()).token })
    client.send('io.rpgbot.sync.auth.v1', { token: (await hub.person()).token })
    expect(await client.closed()).toBe(4401)
  })
})

describe('a token that ends', () => {
  it('is announced, and refreshing in place keeps the connection', async () => {
    const other = await startTestHub()
    const { userId, token } = await other.person()
    const client = await other.connect({ token })
    const start = other.clock.now
    other.clock.now = start + 545_000
    await client.waitFor('io.rpgbot.sync.auth.expiring.v1')
    client.send('io.rpgbot.sync.auth.v1', {
      token: await other.issuer.sign({ userId, expiresIn: 1100, iat: Math.floor((start + 540_000) / 1000) }),
    })
    await client.waitFor('io.rpgbot.sync.auth.ok.v1')
    other.clock.now = start + 640_000
    await sleep(1200)
    expect(client.closeCode).toBeUndefined()
    other.clock.now = start + 1_130_000
    expect(await client.closed()).toBe(4200)
    await other.close()
  })
})

describe('a connection', () => {
  it('is kept alive by heartbeats and closed with 4001 when they stay unanswered', async () => {
    const other = await startTestHub()
    const { userId, token } = await other.person()
    const party = await other.party({ [userId]: 'player' })
    const client = await other.connect({ token })
    await client.subscribe(party)
    other.clock.now += 26_000
    const beat = await client.waitFor('io.rpgbot.sync.heartbeat.v1')
    expect(Object.keys(beat.data.heads)).toEqual([party])
    client.send('io.rpgbot.sync.heartbeat.ack.v1', { ref: beat.id })
    await sleep(50)
    for (const count of [2, 3]) {
      other.clock.now += 26_000
      await client.waitFor('io.rpgbot.sync.heartbeat.v1', count)
    }
    other.clock.now += 26_000
    expect(await client.closed()).toBe(4001)
    await other.close()
  })

  it.each([
    ['text that is not JSON', '{', 4400],
    ['a batch', '[]', 4400],
    ['a message without a type', '{"id":"1"}', 4400],
    ['a binary frame', Buffer.from('{}'), 4400],
    ['more than 64 KiB', 'x'.repeat(70_000), 1009],
  ])('is closed for %s', async (_name, frame, code) => {
    const client = await hub.connect({ token: (await hub.person()).token })
    client.sendRaw(frame)
    expect(await client.closed()).toBe(code)
  })

  it('answers a control message that breaks its schema without closing', async () => {
    const client = await hub.connect({ token: (await hub.person()).token })
    const id = createId()
    client.sendRaw(
      JSON.stringify({
        specversion: '1.0',
        id,
        type: 'io.rpgbot.sync.subscribe.v1',
        source: '/client',
        datacontenttype: 'application/json',
        data: { party: 'x' },
      }),
    )
    expect((await client.waitFor('io.rpgbot.sync.error.v1')).data).toMatchObject({
      ref: id,
      code: 'message_invalid',
    })
    expect(client.closeCode).toBeUndefined()
  })

  it('is closed with 4102 when it floods', async () => {
    const client = await hub.connect({ token: (await hub.person()).token })
    for (let index = 0; index < 100; index += 1)
      client.send('io.rpgbot.sync.unsubscribe.v1', { party: createId() })
    expect(await client.closed()).toBe(4102)
  })

  it('counts against a quota of its person', async () => {
    const { token } = await hub.person()
    const open = [await hub.connect({ token }), await hub.connect({ token }), await hub.connect({ token })]
    expect(await (await hub.connect({ token })).closed()).toBe(4429)
    open[0]?.close()
    await open[0]?.closed()
    await sleep(50)
    const next = await hub.connect({ token })
    await next.waitFor('io.rpgbot.sync.hello.v1')
  })

  it('follows sixteen parties and no more', async () => {
    const { userId, token } = await hub.person()
    const client = await hub.connect({ token })
    for (let index = 0; index < 17; index += 1) {
      const party = await hub.party({ [userId]: 'gm' })
      client.send('io.rpgbot.sync.subscribe.v1', { party, position: { at: 'head' } })
    }
    expect((await client.waitFor('io.rpgbot.sync.unsubscribed.v1')).data.code).toBe('too_many_parties')
    expect(client.of('io.rpgbot.sync.live.v1')).toHaveLength(16)
  })

  it('ends with 4403 when its sign-in is revoked, and cannot come back with the same token', async () => {
    const signInId = createId()
    const { userId } = await hub.person()
    const token = await hub.issuer.sign({ userId, signInId })
    const client = await hub.connect({ token })
    const other = await hub.connect({ token: (await hub.person()).token })
    await client.waitFor('io.rpgbot.sync.hello.v1')
    hub.endSignIns([signInId])
    expect(await client.closed()).toBe(4403)
    expect(await (await hub.connect({ token })).closed()).toBe(4401)
    expect(other.closeCode).toBeUndefined()
  })

  it('is told to come back when the hub stops', async () => {
    const other = await startTestHub()
    const client = await other.connect({ token: (await other.person()).token })
    await client.waitFor('io.rpgbot.sync.hello.v1')
    const closing = other.close()
    expect(await client.closed()).toBe(1012)
    await closing
  })
})
