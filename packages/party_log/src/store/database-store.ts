import { randomBytes } from 'node:crypto'
import { type Database, runInTransaction, type Transaction } from '@rpg-bot/database'
import { sql } from 'kysely'
import { assignSequences } from '../assign-sequences.ts'
import type { LogEvent, Position } from '../event.ts'
import { completeEvent, type PreparedEvent } from '../prepare-event.ts'
import type { LogStore, StoredBatch } from './log-store.ts'
import { verifyIdentity } from './verify-identity.ts'

const EPOCH_BYTES = 8

type Executor = Database['kysely'] | Transaction

type StreamRow = { epoch: string; head: number; floor: number }

async function createStream(executor: Executor, partyId: string): Promise<void> {
  await executor
    .insertInto('party_log.stream')
    .values({ party_id: partyId, epoch: randomBytes(EPOCH_BYTES).toString('base64url') })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/**
 * The lock is a statement of its own. Taken together with the look-up of known ids, the snapshot of that
 * look-up would be older than the lock, and a concurrent duplicate would end as a unique violation.
 */
async function lockStream(transaction: Transaction, partyId: string): Promise<StreamRow> {
  const take = async (): Promise<(StreamRow & { isolation: string }) | undefined> => {
    const { rows } = await sql<StreamRow & { isolation: string }>`
      select epoch, head, floor, current_setting('transaction_isolation') as isolation
        from party_log.stream where party_id = ${partyId} for update
    `.execute(transaction)
    return rows[0]
  }
  let stream = await take()
  if (stream === undefined) {
    await createStream(transaction, partyId)
    stream = await take()
  }
  if (stream === undefined) throw new Error('The stream of a party vanished while it was being made')
  if (stream.isolation !== 'read committed') {
    throw new Error(
      `Appending needs READ COMMITTED: under ${stream.isolation} the look-up of ids would be stale`,
    )
  }
  return stream
}

async function insertEvents(
  transaction: Transaction,
  partyId: string,
  fresh: readonly { sequence: number; event: PreparedEvent }[],
): Promise<void> {
  const list = <T>(pick: (event: PreparedEvent) => T): T[] => fresh.map(({ event }) => pick(event))
  // An array per row does not fit in `unnest`, so audiences travel as PostgreSQL array text.
  const audiences = list(({ audience }) => (audience === null ? null : `{${audience.join(',')}}`))
  await sql`
    insert into party_log.event (party_id, sequence, event_id, type, actor_id, audience, digest, body)
    select ${partyId}, sequence, event_id, type, actor_id, audience::uuid[], digest, body
      from unnest(
        ${fresh.map(({ sequence }) => sequence)}::bigint[], ${list(({ id }) => id)}::uuid[],
        ${list(({ type }) => type)}::text[], ${list(({ actorId }) => actorId)}::uuid[], ${audiences}::text[],
        ${list(({ digest }) => digest)}::bytea[], ${list(({ body }) => body)}::text[]
      ) as row (sequence, event_id, type, actor_id, audience, digest, body)
  `.execute(transaction)
}

async function appendIn(
  transaction: Transaction,
  partyId: string,
  batch: readonly PreparedEvent[],
): Promise<StoredBatch> {
  const stream = await lockStream(transaction, partyId)
  const ids = [...new Set(batch.map(({ id }) => id))]
  const { rows } = await sql<{ event_id: string; sequence: number; actor_id: string | null; digest: Buffer }>`
    select event_id, sequence, actor_id, digest from party_log.event
     where party_id = ${partyId} and event_id = any(${ids}::uuid[])
  `.execute(transaction)
  const known = new Map(
    rows.map((row) => [row.event_id, { sequence: row.sequence, actorId: row.actor_id, digest: row.digest }]),
  )
  const { results, fresh, head } = assignSequences(stream, batch, known)
  if (fresh.length > 0) {
    await insertEvents(transaction, partyId, fresh)
    await sql`update party_log.stream set head = ${head} where party_id = ${partyId}`.execute(transaction)
  }
  const { epoch, floor } = stream
  const events = fresh.map(({ sequence, event }) => completeEvent(partyId, { epoch, sequence }, event))
  return { position: { epoch, head, floor }, results, events }
}

type EventRow = {
  sequence: number | null
  event_id: string
  type: string
  actor_id: string | null
  audience: string[] | null
  body: string
}

async function readEvents(database: Database, partyId: string, [after, limit]: [number, number]) {
  // One statement: position and events come from one snapshot, so a trim in between cannot make a hole.
  const { rows } = await sql<StreamRow & EventRow>`
    select stream.epoch, stream.head, stream.floor,
           event.sequence, event.event_id, event.type, event.actor_id, event.audience, event.body
      from party_log.stream as stream
      left join lateral (
        select * from party_log.event
         where party_id = stream.party_id and sequence > ${after} and sequence > stream.floor
         order by sequence limit ${limit}
      ) as event on true
     where stream.party_id = ${partyId}
     order by event.sequence
  `.execute(database.kysely)
  const first = rows[0]
  if (first === undefined) return undefined
  const position: Position = { epoch: first.epoch, head: first.head, floor: first.floor }
  const events: LogEvent[] = []
  for (const row of rows) {
    if (row.sequence === null) continue
    const { event_id: id, actor_id: actorId, sequence, type, audience, body } = row
    events.push(completeEvent(partyId, { epoch: row.epoch, sequence }, { id, type, actorId, audience, body }))
  }
  return { position, events }
}

/** Events in the database: PostgreSQL or the embedded engine, the same statements on both. */
export function createDatabaseStore(database: Database): LogStore {
  const { kysely } = database

  async function position(partyId: string): Promise<Position> {
    const find = () =>
      kysely
        .selectFrom('party_log.stream')
        .select(['epoch', 'head', 'floor'])
        .where('party_id', '=', partyId)
        .executeTakeFirst()
    const found = await find()
    if (found !== undefined) return found
    await createStream(kysely, partyId)
    return (
      (await find()) ?? Promise.reject(new Error('The stream of a party vanished while it was being made'))
    )
  }

  return {
    transact: (run, options) => runInTransaction(database, run, options),
    appendIn,
    position,

    async read(partyId, after, limit) {
      const found = await readEvents(database, partyId, [after, limit])
      if (found !== undefined) return found
      // Not the position alone: events may have come since, and the page must fit the position.
      await createStream(kysely, partyId)
      const made = await readEvents(database, partyId, [after, limit])
      return made ?? Promise.reject(new Error('The stream of a party vanished while it was being made'))
    },

    async positions(partyIds) {
      const { rows } = await sql<StreamRow & { party_id: string }>`
        select party_id, epoch, head, floor from party_log.stream where party_id = any(${[...partyIds]}::uuid[])
      `.execute(kysely)
      return new Map(rows.map(({ party_id: partyId, ...row }) => [partyId, row]))
    },

    async raiseFloor(partyId, upTo) {
      await sql`
        update party_log.stream set floor = least(greatest(floor, ${upTo}::bigint), head) where party_id = ${partyId}
      `.execute(kysely)
      return position(partyId)
    },

    async deleteTrimmed(partyId, atMost) {
      const { rows } = await sql`
        delete from party_log.event
         where party_id = ${partyId} and sequence in (
           select event.sequence from party_log.event as event
             join party_log.stream as stream using (party_id)
            where event.party_id = ${partyId} and event.sequence <= stream.floor
            order by event.sequence limit ${atMost})
        returning sequence
      `.execute(kysely)
      return rows.length
    },

    async crowdedParties({ after, keepLast, limit }) {
      const { rows } = await sql<{ party_id: string }>`
        select party_id from party_log.stream
         where head - floor > ${keepLast} and (${after}::uuid is null or party_id > ${after}::uuid)
         order by party_id limit ${limit}
      `.execute(kysely)
      return rows.map((row) => row.party_id)
    },

    verifyIdentity: () => runInTransaction(database, verifyIdentity),

    async lastOlderThan(partyId, time) {
      const { rows } = await sql<{ sequence: number }>`
        select coalesce(
          (select sequence - 1 from party_log.event
            where party_id = ${partyId} and recorded_at >= ${time} order by sequence limit 1),
          (select head from party_log.stream where party_id = ${partyId}), 0) as sequence
      `.execute(kysely)
      return rows[0]?.sequence ?? 0
    },
  }
}
