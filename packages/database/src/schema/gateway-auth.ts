import { column, defaulted, nullable } from './columns.ts'

/** Why a sign-in ended before its time. */
export type SignInRevocationReason = 'signed_out' | 'revoked' | 'token_reused' | 'user_deleted'

/** People and sign-ins, owned by `services/gateway_api`. */
export const gatewayAuthTables = {
  'gateway_api.users': {
    id: column.uuid(),
    /** Null once the person deleted the account. */
    telegram_user_id: nullable(column.bigint()),
    display_name: column.text(),
    /** True once the person chose the name here: a later sign-in leaves it alone. */
    display_name_chosen: defaulted(column.boolean()),
    username: nullable(column.text()),
    locale: nullable(column.text<'ru' | 'en'>()),
    language_code: nullable(column.text()),
    version: defaulted(column.integer()),
    created_at: column.timestamptz(),
    updated_at: column.timestamptz(),
    deleted_at: nullable(column.timestamptz()),
  },
  'gateway_api.sign_ins': {
    id: column.uuid(),
    user_id: column.uuid(),
    platform: nullable(column.text()),
    client_version: nullable(column.text()),
    created_at: column.timestamptz(),
    last_used_at: column.timestamptz(),
    expires_at: column.timestamptz(),
    revoked_at: nullable(column.timestamptz()),
    revoked_why: nullable(column.text<SignInRevocationReason>()),
  },
  'gateway_api.refresh_tokens': {
    /** SHA-256 of the token; the token itself is never stored. */
    digest: column.bytea(),
    sign_in_id: column.uuid(),
    predecessor: nullable(column.bytea()),
    issued_at: column.timestamptz(),
    used_at: nullable(column.timestamptz()),
    replaced_at: nullable(column.timestamptz()),
  },
  'gateway_api.launch_data_uses': {
    digest: column.bytea(),
    sign_in_ids: column.uuidArray(),
    expires_at: column.timestamptz(),
  },
  'gateway_api.idempotency_keys': {
    user_id: column.uuid(),
    operation_id: column.text(),
    key: column.text(),
    fingerprint: column.bytea(),
    status: column.smallint(),
    headers: column.jsonb<Record<string, string>>(),
    body: nullable(column.text()),
    expires_at: column.timestamptz(),
  },
}
