import {
  type ClientMessage,
  type Principal,
  type RefusedMessage,
  readClientMessage,
} from '@rpg-bot/rpg_contracts'
import { parseStrictJsonText } from '@rpg-bot/service_kit'
import type { PublishMessage, SubscribeMessage } from './client-messages.ts'
import { type CloseCode, closeCodes } from './close-codes.ts'
import type { HubLimits } from './limits.ts'
import type { BegunPublish, PublishAnswer } from './publish.ts'
import type { ServerMessages } from './server-messages.ts'
import type { Subscription } from './subscription.ts'
import { createTokenBucket } from './token-bucket.ts'

/** The reader did not take what was written within the lag timeout. */
export class SlowReaderError extends Error {
  override readonly name = 'SlowReaderError'
}

/** A socket as the hub sees it, so that another transport can take its place. */
export interface SyncSocket {
  /** Writes text frames together; resolves when the operating system took the last one. */
  write(texts: readonly string[]): Promise<void>
  /** Bytes that wait in this process. */
  buffered(): number
  close(code: CloseCode, reason: string): void
}

/** Who is connected, and until when; `expiresAt` in milliseconds since 1970. */
export interface Credential extends Principal {
  readonly expiresAt: number
}

/** What a connection asks of its hub. */
export interface ConnectionHost {
  readonly limits: HubLimits
  readonly messages: ServerMessages
  readonly clock: () => number
  /** Verifies an access token. */
  authenticate(token: string): Promise<{ ok: true; credential: Credential } | { ok: false; expired: boolean }>
  /** False when the person has too many connections. */
  admit(connection: Connection, userId: string): boolean
  /** Makes a subscription, or says why not. */
  subscribe(connection: Connection, message: SubscribeMessage): Promise<void>
  /** Stores an event; resolves when the append has begun, so that order of arrival is order of append. */
  publish(connection: Connection, message: PublishMessage): Promise<BegunPublish>
  closed(connection: Connection, code: number): void
  failed(error: unknown): void
}

/** One WebSocket connection. */
export type Connection = ReturnType<typeof createConnection>

/** Makes a connection over an open socket. Its messages are handled in order of arrival. */
export function createConnection(options: {
  id: string
  node: string
  socket: SyncSocket
  host: ConnectionHost
}) {
  const { id, socket, host } = options
  const { limits, messages, clock } = host
  const openedAt = clock()
  const subscriptions = new Map<string, Subscription>()
  const bucket = createTokenBucket({ perSecond: limits.messagesPerSecond, burst: limits.messageBurst, clock })
  let credential: Credential | null = null
  let signingIn = false
  let closed = false
  let inflight = 0
  let lastSent = openedAt
  let unansweredBeats = 0
  let expiryAnnounced = false
  /** Messages begin one after another: nothing overtakes the sign-in or the subscribe before it. */
  let turn: Promise<void> = Promise.resolve()

  const connection = {
    id,
    subscriptions,
    get credential(): Credential | null {
      return credential
    },
    get open(): boolean {
      return !closed
    },
    write,
    close,
    fail,
    /** Greets; `initial` is a credential that came with the upgrade. */
    start(initial: Credential | null): void {
      if (initial !== null && !accept(initial)) return
      send(
        messages.message('io.rpgbot.sync.hello.v1', {
          connectionId: id,
          node: options.node,
          protocol: 1,
          heartbeatMs: limits.heartbeatMs,
          limits: {
            maxEventBytes: limits.maxEventBytes,
            inflight: limits.inflight,
            windowBytes: limits.windowBytes,
          },
          expiresAt: credential === null ? null : isoTime(credential.expiresAt),
          serverTime: isoTime(clock()),
        }),
      )
    },
    /** One text frame of the client. */
    receive(text: string): void {
      if (closed) return
      unansweredBeats = 0
      if (!bucket.take()) return close(closeCodes.rateLimited, 'too many messages')
      const read = readClientMessage(text, parseStrictJsonText)
      if (!read.ok && read.code === 'frame_malformed') return close(closeCodes.badFrame, read.message)
      const signsIn = read.ok && read.message.type === 'io.rpgbot.sync.auth.v1'
      if (credential === null && !signingIn && !signsIn)
        return close(closeCodes.unauthenticated, 'sign in first')
      if (signsIn) signingIn = true
      turn = turn.then(() => (read.ok ? handle(read.message) : refuse(read))).catch(fail)
    },
    /** Called about once a second: sign-in deadline, end of the credential, heartbeat. */
    tick,
    /** The socket is gone, whoever closed it. */
    ended(code: number): void {
      finish(code)
    },
  }
  return connection

  function handle(message: ClientMessage): Promise<void> | void {
    if (closed) return
    switch (message.type) {
      case 'io.rpgbot.sync.auth.v1':
        return signIn(message.id, message.data.token)
      case 'io.rpgbot.sync.subscribe.v1':
        return host.subscribe(connection, message)
      case 'io.rpgbot.sync.unsubscribe.v1':
        return unsubscribe(message.id, message.data.party)
      case 'io.rpgbot.sync.heartbeat.ack.v1':
      case 'io.rpgbot.sync.progress.v1':
        return
      default:
        return publish(message)
    }
  }

  async function signIn(ref: string, token: string): Promise<void> {
    const result = await host.authenticate(token)
    signingIn = false
    if (closed) return
    if (!result.ok) {
      return result.expired
        ? close(closeCodes.credentialExpired, 'the token has expired')
        : close(closeCodes.unauthenticated, 'the token was refused')
    }
    if (!accept(result.credential)) return
    send(
      messages.message('io.rpgbot.sync.auth.ok.v1', { ref, expiresAt: isoTime(result.credential.expiresAt) }),
    )
  }

  function accept(next: Credential): boolean {
    if (credential !== null && credential.userId !== next.userId) {
      close(closeCodes.unauthenticated, 'a connection keeps its person')
      return false
    }
    if (credential === null && !host.admit(connection, next.userId)) {
      close(closeCodes.quota, 'too many connections')
      return false
    }
    credential = next
    expiryAnnounced = false
    return true
  }

  function unsubscribe(ref: string, party: string): void {
    subscriptions.get(party)?.close()
    subscriptions.delete(party)
    send(
      messages.message('io.rpgbot.sync.unsubscribed.v1', {
        ref,
        party,
        code: 'unsubscribed',
        reason: 'as you asked',
      }),
    )
  }

  /** Resolves when the append has begun: the next message follows in order but waits for no commit. */
  async function publish(message: PublishMessage): Promise<void> {
    if (inflight >= limits.inflight) {
      const error = {
        code: 'too_many_in_flight',
        message: 'wait for acks',
        temporary: true,
        retryAfterMs: 100,
      }
      return send(messages.message('io.rpgbot.sync.ack.v1', { ref: message.id, status: 'rejected', error }))
    }
    inflight += 1
    try {
      const { answer } = await host.publish(connection, message)
      answer.then((data) => acknowledge(message.id, data), fail)
    } catch (error) {
      fail(error)
    }
  }

  function acknowledge(ref: string, answer: PublishAnswer): void {
    inflight -= 1
    send(messages.message('io.rpgbot.sync.ack.v1', { ref, ...answer }))
  }

  function refuse(refused: RefusedMessage): void {
    const { ref, code, message } = refused
    if (refused.publish && ref !== undefined) {
      const error = { code, message, temporary: false }
      return send(messages.message('io.rpgbot.sync.ack.v1', { ref, status: 'rejected', error }))
    }
    send(
      messages.message('io.rpgbot.sync.error.v1', {
        code,
        message,
        temporary: false,
        ...(ref === undefined ? {} : { ref }),
      }),
    )
  }

  function tick(heads: () => Record<string, string>): void {
    if (closed) return
    const now = clock()
    if (credential === null) {
      if (now - openedAt >= limits.authTimeoutMs) close(closeCodes.authTimeout, 'no sign-in in time')
      return
    }
    if (now >= credential.expiresAt + limits.expiryGraceMs) {
      return close(closeCodes.credentialExpired, 'the token has expired')
    }
    if (!expiryAnnounced && now >= credential.expiresAt - limits.expiryNoticeMs) {
      expiryAnnounced = true
      const expiresAt = isoTime(credential.expiresAt)
      send(messages.message('io.rpgbot.sync.auth.expiring.v1', { expiresAt }))
    }
    if (now - lastSent < limits.heartbeatMs) return
    if (unansweredBeats >= 2) return close(closeCodes.heartbeatTimeout, 'no answer to heartbeats')
    unansweredBeats += 1
    const bridges = [...subscriptions.values()].flatMap((subscription) => subscription.bridge())
    const beat = messages.message('io.rpgbot.sync.heartbeat.v1', { heads: heads(), serverTime: isoTime(now) })
    for (const text of [...bridges, beat]) send(text)
  }

  function send(text: string): void {
    if (closed) return
    lastSent = clock()
    // Control messages are small; a reader who does not take them is caught by heartbeats and by the window.
    if (socket.buffered() > limits.windowBytes * 16) return close(closeCodes.slowConsumer, 'reads too slowly')
    socket.write([text]).catch(fail)
  }

  async function write(texts: readonly string[]): Promise<void> {
    if (closed) return
    lastSent = clock()
    await socket.write(texts)
  }

  function fail(error: unknown): void {
    if (closed) return
    if (error instanceof SlowReaderError) return close(closeCodes.slowConsumer, 'reads too slowly')
    host.failed(error)
    close(closeCodes.serverError, 'something went wrong on our side')
  }

  function close(code: CloseCode, reason: string): void {
    if (closed) return
    finish(code)
    socket.close(code, reason)
  }

  function finish(code: number): void {
    if (closed) return
    closed = true
    for (const subscription of subscriptions.values()) subscription.close()
    subscriptions.clear()
    host.closed(connection, code)
  }
}

const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString()
