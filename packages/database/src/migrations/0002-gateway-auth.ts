import { type Kysely, sql } from 'kysely'

/** People, where they are signed in, and what makes a repeated request harmless. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`create schema gateway_api`.execute(database)
  // A deleted person keeps the row, so that what they said stays attributed to nobody in particular: then
  // telegram_user_id is null, and the same Telegram user may come back as somebody new.
  await sql`
    create table gateway_api.users (
      id                  uuid primary key,
      telegram_user_id    bigint unique check (telegram_user_id > 0),
      display_name        text not null check (display_name <> ''),
      display_name_chosen boolean not null default false,
      username            text,
      locale              text check (locale in ('ru', 'en')),
      language_code       text,
      version             integer not null default 1,
      created_at          timestamptz not null,
      updated_at          timestamptz not null,
      deleted_at          timestamptz,
      check ((deleted_at is null) = (telegram_user_id is not null))
    )
  `.execute(database)
  await sql`
    create table gateway_api.sign_ins (
      id             uuid primary key,
      user_id        uuid not null references gateway_api.users (id) on delete cascade,
      platform       text,
      client_version text,
      created_at     timestamptz not null,
      last_used_at   timestamptz not null,
      expires_at     timestamptz not null,
      revoked_at     timestamptz,
      revoked_why    text check (revoked_why in ('signed_out', 'revoked', 'token_reused', 'user_deleted')),
      check ((revoked_at is null) = (revoked_why is null))
    )
  `.execute(database)
  await sql`
    create index sign_ins_by_user on gateway_api.sign_ins (user_id, last_used_at desc, id desc)
  `.execute(database)
  await sql`
    create index sign_ins_revoked on gateway_api.sign_ins (revoked_at) where revoked_at is not null
  `.execute(database)
  await sql`create index sign_ins_expiring on gateway_api.sign_ins (expires_at)`.execute(database)
  // One row per refresh token of a family. The living one has neither used_at nor replaced_at.
  await sql`
    create table gateway_api.refresh_tokens (
      digest      bytea primary key check (octet_length(digest) = 32),
      sign_in_id  uuid not null references gateway_api.sign_ins (id) on delete cascade,
      predecessor bytea check (octet_length(predecessor) = 32),
      issued_at   timestamptz not null,
      used_at     timestamptz,
      replaced_at timestamptz
    )
  `.execute(database)
  await sql`
    create index refresh_tokens_by_sign_in on gateway_api.refresh_tokens (sign_in_id)
  `.execute(database)
  await sql`
    create unique index refresh_tokens_one_living on gateway_api.refresh_tokens (sign_in_id)
    where used_at is null and replaced_at is null
  `.execute(database)
  await sql`
    create table gateway_api.launch_data_uses (
      digest      bytea primary key check (octet_length(digest) = 32),
      sign_in_ids uuid[] not null,
      expires_at  timestamptz not null
    )
  `.execute(database)
  await sql`
    create index launch_data_uses_expiring on gateway_api.launch_data_uses (expires_at)
  `.execute(database)
  await sql`
    create table gateway_api.idempotency_keys (
      user_id      uuid not null references gateway_api.users (id) on delete cascade,
      operation_id text not null,
      key          text not null,
      fingerprint  bytea not null check (octet_length(fingerprint) = 32),
      status       smallint not null,
      headers      jsonb not null,
      body         text,
      expires_at   timestamptz not null,
      primary key (user_id, operation_id, key)
    )
  `.execute(database)
  await sql`
    create index idempotency_keys_expiring on gateway_api.idempotency_keys (expires_at)
  `.execute(database)
}
