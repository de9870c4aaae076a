import { type Kysely, sql } from 'kysely'

/**
 * Characters of a campaign, and the rolls that were made in it.
 *
 * People and characters of a roll have no foreign key: what somebody rolled stays when their character or
 * their account is deleted.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await characters(database)
  await rolls(database)
}

async function characters(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table gateway_api.characters (
      id          uuid primary key,
      campaign_id uuid not null references gateway_api.campaigns (id) on delete cascade,
      owner_id    uuid not null references gateway_api.users (id),
      name        text not null check (char_length(name) between 1 and 80),
      sheet       jsonb not null check (jsonb_typeof(sheet) = 'object'),
      version     bigint not null default 1 check (version > 0),
      created_at  timestamptz not null,
      updated_at  timestamptz not null
    )
  `.execute(database)
  await sql`
    create index characters_by_campaign on gateway_api.characters (campaign_id, name collate "C", id)
  `.execute(database)
  await sql`create index characters_by_owner on gateway_api.characters (owner_id, created_at, id)`.execute(
    database,
  )
}

/**
 * A row has everything that the roll was made from: parsing `printed` and rolling it with the bytes of `seed`
 * gives the same dice. The seed of a hidden roll is as secret as the roll; no operation answers with one.
 */
async function rolls(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table gateway_api.rolls (
      id                uuid primary key,
      campaign_id       uuid not null references gateway_api.campaigns (id) on delete cascade,
      roller_id         uuid not null,
      character_id      uuid,
      label             text check (char_length(label) between 1 and 80),
      expression        text not null check (char_length(expression) between 1 and 200),
      printed           text not null check (char_length(printed) between 1 and 400),
      comment           text check (char_length(comment) <= 200),
      visibility        text not null check (visibility in ('public', 'gm', 'self')),
      audience          uuid[],
      total             bigint not null,
      groups            jsonb not null check (jsonb_typeof(groups) = 'array'),
      seed              bytea not null check (octet_length(seed) = 32),
      algorithm_version smallint not null check (algorithm_version > 0),
      idempotency_key   text,
      trace_id          text not null,
      created_at        timestamptz not null,
      constraint rolls_audience check ((visibility = 'public') = (audience is null))
    )
  `.execute(database)
  await sql`create index rolls_by_campaign on gateway_api.rolls (campaign_id, created_at, id)`.execute(
    database,
  )
  await sql`create index rolls_by_roller on gateway_api.rolls (roller_id, created_at, id)`.execute(database)
}
