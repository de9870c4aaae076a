import { type Kysely, sql } from 'kysely'

/**
 * Campaigns, their members, the invites that lead to them and the evenings that were played. The id of a
 * campaign is the id of its party in `party_log`.
 *
 * `created_by` and `opened_by` have no foreign key: what somebody did stays when their account is deleted.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await campaigns(database)
  await members(database)
  await invites(database)
  await sessions(database)
}

async function campaigns(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table gateway_api.campaigns (
      id         uuid primary key,
      name       text not null check (char_length(name) between 1 and 80),
      summary    text not null default '' check (char_length(summary) <= 2000),
      system_id  text not null check (char_length(system_id) between 1 and 64),
      status     text not null default 'active' check (status in ('active', 'archived')),
      version    bigint not null default 1 check (version > 0),
      created_at timestamptz not null,
      updated_at timestamptz not null
    )
  `.execute(database)
}

async function members(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table gateway_api.members (
      campaign_id uuid not null references gateway_api.campaigns (id) on delete cascade,
      user_id     uuid not null references gateway_api.users (id),
      role        text not null check (role in ('gm', 'player', 'spectator')),
      version     bigint not null check (version > 0),
      joined_at   timestamptz not null,
      primary key (campaign_id, user_id)
    )
  `.execute(database)
  await sql`
    create unique index members_one_game_master on gateway_api.members (campaign_id) where role = 'gm'
  `.execute(database)
  await sql`create index members_by_user on gateway_api.members (user_id, role)`.execute(database)
}

async function invites(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table gateway_api.invites (
      id          uuid primary key,
      campaign_id uuid not null references gateway_api.campaigns (id) on delete cascade,
      code        text not null unique,
      role        text not null check (role in ('player', 'spectator')),
      max_uses    integer not null check (max_uses between 1 and 100),
      uses        integer not null default 0,
      expires_at  timestamptz not null,
      revoked_at  timestamptz,
      created_at  timestamptz not null,
      created_by  uuid not null,
      check (uses between 0 and max_uses)
    )
  `.execute(database)
  await sql`
    create index invites_by_campaign on gateway_api.invites (campaign_id, created_at, id)
    where revoked_at is null
  `.execute(database)
}

async function sessions(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table gateway_api.sessions (
      id          uuid primary key,
      campaign_id uuid not null references gateway_api.campaigns (id) on delete cascade,
      number      integer not null check (number between 1 and 100000),
      title       text check (char_length(title) between 1 and 120),
      opened_at   timestamptz not null,
      opened_by   uuid not null,
      closed_at   timestamptz,
      constraint sessions_number unique (campaign_id, number)
    )
  `.execute(database)
  await sql`
    create unique index sessions_one_open on gateway_api.sessions (campaign_id) where closed_at is null
  `.execute(database)
}
