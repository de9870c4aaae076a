import type { EventByType, FrameByType } from '@rpg-bot/rpg_contracts'
import { readClientMessage, violationOfServerMessage } from '@rpg-bot/rpg_contracts'
import { v7 as createId } from 'uuid'
import { WebSocket } from 'ws'

type Received = FrameByType[keyof FrameByType] | EventByType[keyof EventByType]

/** What a test client says about its connection. */
export interface TestClientOptions {
  token?: string
  origin?: string
  protocols?: string[]
}

/** A raw WebSocket client that checks every frame, in both directions, against the contract. */
export type TestClient = Awaited<ReturnType<typeof connectTestClient>>

/** Opens a socket; resolves when it is open, or closed by the server. */
export async function connectTestClient(port: number, options: TestClientOptions = {}) {
  const { token, origin, protocols = ['cloudevents.json'] } = options
  const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/sync`, protocols, {
    ...(origin === undefined ? {} : { origin }),
    ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
  })
  const received: Received[] = []
  const violations: string[] = []
  const waiting: { check: () => boolean; resolve: () => void }[] = []
  let closeCode: number | undefined

  const wake = () => {
    for (const one of waiting.splice(0)) {
      if (one.check()) one.resolve()
      else waiting.push(one)
    }
  }
  socket.on('message', (data) => {
    const text = data.toString()
    const violation = violationOfServerMessage(text)
    if (violation !== null) violations.push(violation)
    received.push(JSON.parse(text))
    wake()
  })
  socket.on('close', (code) => {
    closeCode = code
    wake()
  })
  socket.on('error', () => undefined)

  async function until(check: () => boolean, what: string): Promise<void> {
    if (check()) return
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`Waited in vain for ${what}.`)), 8000)
      waiting.push({
        check,
        resolve: () => {
          clearTimeout(timer)
          resolve()
        },
      })
    })
  }

  const client = {
    socket,
    received,
    violations,
    get closeCode() {
      return closeCode
    },
    until,
    /** Sends anything, valid or not. */
    sendRaw(text: string | Buffer) {
      socket.send(text)
    },
    /** Sends a control message and gives its id. */
    send(type: string, data: object): string {
      const id = createId()
      const text = JSON.stringify({
        specversion: '1.0',
        id,
        type,
        source: '/client',
        datacontenttype: 'application/json',
        data,
      })
      const read = readClientMessage(text)
      if (!read.ok) throw new Error(`The test sends a bad message: ${read.message}`)
      socket.send(text)
      return id
    },
    /** Publishes an event and gives its id. */
    publish(party: string, text: string, id: string = createId()): string {
      socket.send(
        JSON.stringify({
          specversion: '1.0',
          id,
          type: 'io.rpgbot.party.message-posted.v1',
          source: `/parties/${party}`,
          datacontenttype: 'application/json',
          data: { text },
        }),
      )
      return id
    },
    of<Type extends keyof FrameByType | keyof EventByType>(type: Type) {
      return received.filter((message) => message.type === type) as unknown as (Type extends keyof FrameByType
        ? FrameByType[Type]
        : Type extends keyof EventByType
          ? EventByType[Type]
          : never)[]
    },
    events() {
      return received.filter((message) => 'sequence' in message) as EventByType[keyof EventByType][]
    },
    async waitFor<Type extends keyof FrameByType | keyof EventByType>(type: Type, count = 1) {
      await until(() => client.of(type).length >= count, `${count} ${type}`)
      const message = client.of(type)[count - 1]
      if (message === undefined) throw new Error(`No ${type}.`)
      return message
    },
    async closed(): Promise<number> {
      await until(() => closeCode !== undefined, 'the close')
      return closeCode ?? 0
    },
    async subscribe(party: string, position: object = { at: 'start' }, rest: object = {}) {
      const before = client.of('io.rpgbot.sync.live.v1').length
      client.send('io.rpgbot.sync.subscribe.v1', { party, position, ...rest })
      await client.waitFor('io.rpgbot.sync.live.v1', before + 1)
    },
    close() {
      socket.close()
    },
  }
  await new Promise<void>((resolve) => {
    socket.once('open', () => resolve())
    socket.once('close', () => resolve())
    socket.once('unexpected-response', (_request, response) => {
      closeCode = response.statusCode
      resolve()
    })
  })
  return client
}
