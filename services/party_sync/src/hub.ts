import { type Database, isTemporaryDatabaseError } from '@rpg-bot/database'
import { findMembership, voiceRefusal } from '@rpg-bot/party_access'
import { type EventLog, formatSequence, type Hint, type LogEvent } from '@rpg-bot/party_log'
import type { TokenVerifier } from '@rpg-bot/service_kit'
import type { PublishMessage, SubscribeMessage } from './client-messages.ts'
import { closeCodes } from './close-codes.ts'
import {
  type Connection,
  type ConnectionHost,
  type Credential,
  createConnection,
  SlowReaderError,
  type SyncSocket,
} from './connection.ts'
import type { HubLimits } from './limits.ts'
import { partyOf, publish } from './publish.ts'
import type { ServerMessages } from './server-messages.ts'
import { startPosition } from './start-position.ts'
import { createSubscription, type Subscription } from './subscription.ts'

/** What the hub tells its surroundings; counters and logs listen. */
export interface HubEvents {
  opened(): void
  closed(code: number): void
  resumed(recovered: boolean, reason: string): void
  failed(error: unknown): void
}

/** The party of one node: its subscribers and where the log is known to be. */
interface Room {
  readonly subscriptions: Set<Subscription>
  /** Resolves to how to stop remembering the party's recent events. */
  readonly following: Promise<() => void>
  head: number
}

/** The hub of one node: all its connections, and the parties they follow. */
export type Hub = ReturnType<typeof createHub>

/**
 * Makes the hub. It owns no party: everything it knows comes from the log, so any number of hubs may serve
 * the same party.
 */
export function createHub(options: {
  node: string
  database: Database
  eventLog: EventLog
  verifier: TokenVerifier
  messages: ServerMessages
  limits: HubLimits
  clock: () => number
  createId: () => string
  events: HubEvents
}) {
  const { node, database, eventLog, verifier, messages, limits, clock, createId, events } = options
  const connections = new Set<Connection>()
  const byUser = new Map<string, Set<Connection>>()
  const rooms = new Map<string, Room>()
  let draining = false

  const host: ConnectionHost = {
    limits,
    messages,
    clock,
    authenticate,
    subscribe,
    publish: publishEvent,
    admit(connection, userId) {
      const own = byUser.get(userId) ?? new Set()
      if (own.size >= limits.connectionsPerUser) return false
      byUser.set(userId, own.add(connection))
      return true
    },
    closed(connection, code) {
      connections.delete(connection)
      const userId = connection.credential?.userId
      const own = userId === undefined ? undefined : byUser.get(userId)
      own?.delete(connection)
      if (userId !== undefined && own?.size === 0) byUser.delete(userId)
      for (const subscription of connection.subscriptions.values()) leave(subscription)
      events.closed(code)
    },
    failed: events.failed,
  }

  const stopHints = eventLog.subscribe(({ partyId, head }: Hint) => advance(partyId, head))
  const poll = setInterval(() => void pollHeads(), limits.pollMs)
  const ticks = setInterval(() => {
    for (const connection of connections) connection.tick(() => headsOf(connection))
  }, 1000)
  poll.unref()
  ticks.unref()

  return {
    authenticate,
    /** Takes over an open socket. */
    connect(socket: SyncSocket, credential: Credential | null): Connection {
      const connection = createConnection({ id: createId(), node, socket, host })
      connections.add(connection)
      events.opened()
      if (draining) connection.close(closeCodes.restart, 'this hub is leaving')
      else connection.start(credential)
      return connection
    },
    /** Ends the connections of sign-ins that were revoked. */
    endSignIns(signInIds: readonly string[]): void {
      for (const connection of [...connections]) {
        const signInId = connection.credential?.signInId
        if (signInId === undefined || !signInIds.includes(signInId)) continue
        connection.close(closeCodes.revoked, 'this sign-in was ended')
      }
    },
    get connectionCount(): number {
      return connections.size
    },
    /** Ends every connection with 1012; they resume elsewhere. */
    close(): void {
      draining = true
      stopHints()
      clearInterval(poll)
      clearInterval(ticks)
      for (const connection of [...connections]) connection.close(closeCodes.restart, 'this hub is leaving')
    },
  }

  async function authenticate(token: string) {
    const result = await verifier.verify(token)
    if (!result.ok)
      return { ok: false as const, expired: result.reason === 'expired' || result.reason === 'stale' }
    const { userId, signInId, expiresAt } = result.identity
    return { ok: true as const, credential: { userId, signInId, expiresAt: expiresAt * 1000 } }
  }

  async function subscribe(connection: Connection, message: SubscribeMessage): Promise<void> {
    const { party, position, onGap } = message.data
    const userId = connection.credential?.userId
    if (userId === undefined) return
    const refuse = (code: string, reason: string) =>
      connection.write([
        messages.message('io.rpgbot.sync.unsubscribed.v1', { ref: message.id, party, code, reason }),
      ])
    const previous = connection.subscriptions.get(party)
    if (previous === undefined && connection.subscriptions.size >= limits.partiesPerConnection) {
      return refuse(
        'too_many_parties',
        `a connection follows ${limits.partiesPerConnection} parties at the most`,
      )
    }
    // A stranger is turned away before anything is made or remembered for a party.
    if ((await findMembership(database.kysely, party, userId)) === undefined) {
      return refuse('party_not_found', 'there is no such party')
    }
    // Followed before anything is read: what comes from now on is remembered for this subscription.
    const room = enter(party)
    try {
      // The position first: whatever changes the membership afterwards stands behind it in the log, so the
      // membership is read once more.
      const log = await eventLog.position(party)
      const membership = await findMembership(database.kysely, party, userId)
      if (membership === undefined) {
        release(party, room)
        return await refuse('party_not_found', 'there is no such party')
      }
      const start = startPosition(position, log)
      const given = position.at === 'cursor'
      if (given && !start.recovered && onGap === 'reject') {
        release(party, room)
        return await refuse(start.reason, 'the cursor is no longer good')
      }
      if (!connection.open) return release(party, room)
      if (given) events.resumed(start.recovered, start.reason)
      if (previous !== undefined) leave(previous)
      const subscription = createSubscription({
        party,
        userId,
        start: log,
        after: start.after,
        read: (after) => readOn(party, after),
        output: {
          write: connection.write,
          live: (id, sequence) => messages.message('io.rpgbot.sync.live.v1', { party: id, sequence }),
          skip: (id, from, to) => messages.message('io.rpgbot.sync.skip.v1', { party: id, from, to }),
        },
        onEnd: (code) => endSubscription(connection, party, code),
        onFailure: connection.fail,
      })
      connection.subscriptions.set(party, subscription)
      // Another subscribe may have given the room up meanwhile.
      const home = enter(party)
      home.subscriptions.add(subscription)
      await connection.write([
        messages.message('io.rpgbot.sync.subscribed.v1', {
          ref: message.id,
          party,
          epoch: log.epoch,
          head: formatSequence(log.head),
          floor: formatSequence(log.floor),
          recovered: start.recovered,
          reason: start.reason,
          replayFrom: formatSequence(start.after),
          replayTo: formatSequence(log.head),
        }),
      ])
      subscription.begin()
      subscription.advance(home.head)
    } catch (error) {
      release(party, room)
      throw error
    }
  }

  async function readOn(party: string, after: number): Promise<readonly LogEvent[]> {
    const page = await eventLog.read(party, { after, limit: limits.chunk })
    if (page.ok) return page.events
    // The reader stood still for so long that retention overtook it: it comes back and is told the truth.
    if (page.reason === 'trimmed') throw new SlowReaderError('The log was trimmed past this reader.')
    return []
  }

  function endSubscription(connection: Connection, party: string, code: string): void {
    const subscription = connection.subscriptions.get(party)
    if (subscription === undefined) return
    connection.subscriptions.delete(party)
    leave(subscription)
    const reason = 'you are no longer a member'
    connection
      .write([messages.message('io.rpgbot.sync.unsubscribed.v1', { party, code, reason })])
      .catch(connection.fail)
  }

  function publishEvent(connection: Connection, message: PublishMessage) {
    const userId = connection.credential?.userId ?? ''
    return publish({
      message,
      subscribed: connection.subscriptions.has(partyOf(message)),
      userId,
      now: new Date(clock()),
      findMembership: (partyId) => findMembership(database.kysely, partyId, userId),
      findVoiceRefusal: (membership) => voiceRefusal(database.kysely, membership, message),
      append: async (partyId, event) => {
        const [result] = await eventLog.append(partyId, [event])
        if (result === undefined) throw new Error('The log gave no result.')
        return result
      },
      isTemporary: isTemporaryDatabaseError,
    })
  }

  function enter(party: string): Room {
    const known = rooms.get(party)
    if (known !== undefined) return known
    const following = eventLog.follow(party)
    // Without it, reads go to the store: slower, but right.
    following.catch(events.failed)
    const room: Room = { subscriptions: new Set(), following, head: 0 }
    rooms.set(party, room)
    return room
  }

  function leave(subscription: Subscription): void {
    subscription.close()
    const room = rooms.get(subscription.party)
    room?.subscriptions.delete(subscription)
    if (room !== undefined) release(subscription.party, room)
  }

  function release(party: string, room: Room): void {
    if (room.subscriptions.size > 0 || rooms.get(party) !== room) return
    rooms.delete(party)
    room.following.then((stop) => stop()).catch(events.failed)
  }

  function advance(party: string, head: number): void {
    const room = rooms.get(party)
    if (room === undefined) return
    room.head = Math.max(room.head, head)
    for (const subscription of room.subscriptions) subscription.advance(head)
  }

  /** The safety net under hints: a lost one costs at most one round of this. */
  async function pollHeads(): Promise<void> {
    if (rooms.size === 0) return
    try {
      for (const [party, position] of await eventLog.positions([...rooms.keys()]))
        advance(party, position.head)
    } catch (error) {
      events.failed(error)
    }
  }

  function headsOf(connection: Connection): Record<string, string> {
    const heads: Record<string, string> = {}
    for (const [party, subscription] of connection.subscriptions)
      heads[party] = formatSequence(subscription.head)
    return heads
  }
}
