import { type Kysely, sql } from 'kysely'

/** The event log of a party: one stream row (its lock orders the appends), one row per event. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`create schema party_log`.execute(database)
  await sql`
    create table party_log.stream (
      party_id uuid primary key,
      epoch    text not null check (epoch <> ''),
      head     bigint not null default 0,
      floor    bigint not null default 0,
      check (floor >= 0 and floor <= head)
    ) with (fillfactor = 70)
  `.execute(database)
  await sql`
    create table party_log.event (
      party_id    uuid not null,
      sequence    bigint not null check (sequence > 0),
      event_id    uuid not null,
      type        text not null,
      actor_id    uuid,
      audience    uuid[],
      digest      bytea not null check (octet_length(digest) = 32),
      body        text not null,
      recorded_at timestamptz not null default now(),
      primary key (party_id, sequence),
      unique (party_id, event_id)
    )
  `.execute(database)
  await sql`
    create table party_log.store (
      singleton boolean primary key default true check (singleton),
      identity  text not null
    )
  `.execute(database)
}
