import type { PublishType } from '@rpg-bot/rpg_contracts'
import { createId } from '../id.ts'
import type { Auth } from '../rest/call.ts'
import { RpgProblem } from '../rest/problem.ts'
import { afterClose, reconnectDelay } from './close-policy.ts'
import { type Cursor, createFollow, type Follow, type FollowHandlers, type StartPosition } from './follow.ts'
import {
  controlText,
  isPartyEvent,
  type PartyEvent,
  type PublishData,
  partyOf,
  publishText,
  readServerMessage,
  type ServerMessage,
  subprotocol,
} from './messages.ts'
import { createOutbox, type Published } from './outbox.ts'

/** The part of a WebSocket that is used; the browser's and Node's fit. */
export interface PartySocket {
  send(text: string): void
  close(code?: number): void
  onopen: (() => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: ((event: { code: number }) => void) | null
  onerror: (() => void) | null
}

/** Timers, to be replaced in tests. */
export interface Timers {
  set(run: () => void, milliseconds: number): unknown
  clear(timer: unknown): void
}

/** What the one connection of a client is doing. `stopped` needs a new client, or a new sign-in. */
export type ConnectionState = 'idle' | 'connecting' | 'live' | 'reconnecting' | 'stopped'

/** Options of {@link createPartyClient}. */
export interface PartyClientOptions {
  /** Address of the channel, such as `wss://example.org/v1/sync`. */
  readonly url: string
  readonly auth: Auth
  /** Opens a socket; the global `WebSocket` unless said. */
  readonly connect?: (url: string, protocol: string) => PartySocket
  readonly onState?: (state: ConnectionState, closeCode?: number) => void
  /** Checks a message against the contract; one that does not fit is passed over. */
  readonly check?: (message: PartyEvent | ServerMessage) => boolean
  readonly random?: () => number
  readonly timers?: Timers
}

/** Options of `follow`. */
export interface FollowOptions extends FollowHandlers {
  /** Continue after this position; null or absent begins at `start`. */
  readonly cursor?: Cursor | null
  /** Where to begin without a cursor; the oldest event unless said. */
  readonly start?: StartPosition
}

/** One followed party. */
export interface PartyFeed {
  /** Where the client is; keep it with the state it describes. */
  readonly cursor: Cursor | null
  readonly live: boolean
  /** Stores an event; resolves after the server's commit. Survives reconnects; the same id is stored once. */
  publish<Type extends PublishType>(type: Type, data: PublishData<Type>, id?: string): Promise<Published>
  close(): void
}

/** Added to the server's heartbeat interval before a silent connection counts as dead, in milliseconds. */
const heartbeatGrace = 10_000
/** How long a server may be ahead without sending anything before the client asks again, in milliseconds. */
const patience = 2000

/** The live side of RPG-Bot: one connection for many parties. */
export type PartyClient = ReturnType<typeof createPartyClient>

/**
 * Makes a party client. It connects when the first party is followed, keeps every party at its cursor through
 * any number of reconnects, drops duplicates, asks again when it notices a hole, and sends unanswered
 * publishes again in order.
 */
export function createPartyClient(options: PartyClientOptions) {
  const { url, auth, onState, check, random = Math.random } = options
  const timers: Timers = options.timers ?? {
    set: (run, milliseconds) => setTimeout(run, milliseconds),
    clear: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  }
  const connect =
    options.connect ?? ((address, protocol) => new WebSocket(address, protocol) as unknown as PartySocket)
  const follows = new Map<string, Follow>()
  const outbox = createOutbox((entry) => {
    if (follows.get(entry.party)?.live !== true) return false
    return send(publishText(entry.type, entry))
  })
  let socket: PartySocket | null = null
  let state: ConnectionState = 'idle'
  let signedIn = false
  let failures = 0
  let token: string | undefined
  let refused: string | undefined
  let goawayMs: number | undefined
  let heartbeatMs = 25_000
  let alarm: unknown
  let retry: unknown

  return {
    get state(): ConnectionState {
      return state
    },
    /** Follows a party; a second call for the same party takes the place of the first. */
    follow(party: string, { cursor = null, start = { at: 'start' }, ...handlers }: FollowOptions): PartyFeed {
      const follow = createFollow({ party, cursor, start, handlers })
      follows.set(party, follow)
      if (state === 'idle') open()
      else if (signedIn) subscribe(follow)
      return {
        get cursor() {
          return follow.cursor
        },
        get live() {
          return follow.live
        },
        publish: (type, data, id = createId()) => outbox.add({ id, party, type, data }),
        close: () => unfollow(follow),
      }
    },
    /** Connects now instead of after the delay, such as when the network is back or the app is shown again. */
    reconnectNow(): void {
      if (state !== 'reconnecting' || socket !== null) return
      timers.clear(retry)
      open()
    },
    /** Ends the connection; publishes without an answer fail with `network_failed`. */
    close(): void {
      follows.clear()
      stop(1000)
    },
  }

  function setState(next: ConnectionState, closeCode?: number): void {
    if (next === state) return
    state = next
    onState?.(next, closeCode)
  }

  function open(): void {
    setState(failures === 0 && state === 'idle' ? 'connecting' : 'reconnecting')
    const opened = connect(url, subprotocol)
    socket = opened
    signedIn = false
    goawayMs = undefined
    opened.onopen = () => void signIn(opened)
    opened.onmessage = ({ data }) => {
      if (socket === opened && typeof data === 'string') receive(data)
    }
    opened.onclose = ({ code }) => {
      if (socket === opened) closed(code)
    }
    // A close follows every error; it says what to do.
    opened.onerror = () => undefined
    watch()
  }

  async function signIn(target: PartySocket): Promise<void> {
    try {
      const next = await auth.accessToken(refused)
      refused = undefined
      if (socket !== target) return
      token = next
      send(controlText('io.rpgbot.sync.auth.v1', createId(), { token: next }))
    } catch {
      // Without a token there is nothing to say here. The next attempt asks for one again.
      if (socket === target) target.close(1000)
      if (socket === target) closed(1006)
    }
  }

  function send(text: string): boolean {
    if (socket === null) return false
    socket.send(text)
    return true
  }

  function subscribe(follow: Follow): void {
    follow.interrupted()
    send(
      controlText('io.rpgbot.sync.subscribe.v1', createId(), {
        party: follow.party,
        position: follow.position(),
      }),
    )
  }

  function unfollow(follow: Follow): void {
    if (follows.get(follow.party) !== follow) return
    follows.delete(follow.party)
    outbox.fail(
      new RpgProblem({ code: 'network_failed', status: 0, detail: 'The feed was closed.' }),
      follow.party,
    )
    if (signedIn) send(controlText('io.rpgbot.sync.unsubscribe.v1', createId(), { party: follow.party }))
  }

  function receive(text: string): void {
    watch()
    const message = readServerMessage(text)
    if (message === null) return
    const fits = check?.(message) !== false
    if (isPartyEvent(message)) return receiveEvent(message, fits)
    if (!fits) return
    switch (message.type) {
      case 'io.rpgbot.sync.hello.v1':
        heartbeatMs = message.data.heartbeatMs
        return
      case 'io.rpgbot.sync.auth.ok.v1':
        return accepted()
      case 'io.rpgbot.sync.auth.expiring.v1':
        refused = token
        if (socket !== null) void signIn(socket)
        return
      case 'io.rpgbot.sync.subscribed.v1':
        follows.get(message.data.party)?.subscribed(message.data)
        return
      case 'io.rpgbot.sync.skip.v1':
        return mend(message.data.party, (follow) => follow.skip(message.data))
      case 'io.rpgbot.sync.live.v1':
        follows.get(message.data.party)?.nowLive()
        return outbox.flush(message.data.party)
      case 'io.rpgbot.sync.unsubscribed.v1':
        return ended(message.data.party, message.data.code)
      case 'io.rpgbot.sync.ack.v1':
        return acknowledged(message.data)
      case 'io.rpgbot.sync.heartbeat.v1':
        send(controlText('io.rpgbot.sync.heartbeat.ack.v1', createId(), { ref: message.id }))
        return compareHeads(message.data.heads)
      case 'io.rpgbot.sync.goaway.v1':
        goawayMs = message.data.reconnectAfterMs
        return
      default:
        return
    }
  }

  function receiveEvent(event: PartyEvent, fits: boolean): void {
    const party = partyOf(event)
    outbox.seen(event.id, event.streamepoch, event.sequence)
    mend(party, (follow) => follow.event(event, fits))
  }

  /** Applies a message to a party and asks again from its cursor when something is missing before it. */
  function mend(party: string, apply: (follow: Follow) => boolean): void {
    const follow = follows.get(party)
    if (follow !== undefined && !apply(follow)) subscribe(follow)
  }

  function accepted(): void {
    const first = !signedIn
    signedIn = true
    failures = 0
    setState('live')
    if (first) for (const follow of follows.values()) subscribe(follow)
  }

  function acknowledged(ack: Parameters<typeof outbox.acknowledged>[0]): void {
    const wait = outbox.acknowledged(ack)
    if (wait === null) return
    timers.set(() => {
      for (const party of follows.keys()) outbox.flush(party)
    }, wait)
  }

  function ended(party: string, code: string): void {
    const follow = follows.get(party)
    // The answer to our own unsubscribe, or one that a newer follow has overtaken.
    if (follow === undefined || code === 'unsubscribed') return
    follows.delete(party)
    outbox.fail(new RpgProblem({ code, status: 404 }), party)
    follow.ended(code)
  }

  function compareHeads(heads: Readonly<Record<string, string>>): void {
    const target = socket
    for (const [party, head] of Object.entries(heads)) {
      const follow = follows.get(party)
      if (follow === undefined || !follow.live || !follow.behind(head)) continue
      timers.set(() => {
        if (socket === target && follows.get(party) === follow && follow.behind(head)) subscribe(follow)
      }, patience)
    }
  }

  /** Browsers do not show protocol pings, so silence is measured here. */
  function watch(): void {
    timers.clear(alarm)
    const target = socket
    alarm = timers.set(() => {
      if (socket !== target || target === null) return
      target.close(1000)
      closed(1006)
    }, heartbeatMs + heartbeatGrace)
  }

  function closed(code: number): void {
    socket = null
    signedIn = false
    timers.clear(alarm)
    outbox.interrupted()
    for (const follow of follows.values()) follow.interrupted()
    const policy = afterClose(code)
    if (policy === 'stop') return stop(code)
    if (policy === 'renew_then_resume') refused = token
    setState('reconnecting', code)
    const quick = policy === 'resume_now' || policy === 'renew_then_resume'
    const delay = goawayMs ?? (quick && failures === 0 ? random() * 1000 : reconnectDelay(failures, random))
    failures += 1
    retry = timers.set(open, delay)
  }

  function stop(code: number): void {
    const target = socket
    socket = null
    signedIn = false
    timers.clear(alarm)
    timers.clear(retry)
    target?.close(1000)
    outbox.fail(
      new RpgProblem({ code: 'network_failed', status: 0, detail: `The connection ended with ${code}.` }),
    )
    setState('stopped', code)
  }
}
