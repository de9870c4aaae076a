import { column, defaulted, nullable } from './columns.ts'

/** Tables of characters and rolls, owned by `services/gateway_api`. */
export const gatewayCharacterRollTables = {
  'gateway_api.characters': {
    id: column.uuid(),
    campaign_id: column.uuid(),
    owner_id: column.uuid(),
    name: column.text(),
    sheet: column.jsonb<Record<string, unknown>>(),
    version: defaulted(column.bigint()),
    created_at: column.timestamptz(),
    updated_at: column.timestamptz(),
  },
  'gateway_api.rolls': {
    id: column.uuid(),
    campaign_id: column.uuid(),
    roller_id: column.uuid(),
    character_id: nullable(column.uuid()),
    label: nullable(column.text()),
    expression: column.text(),
    printed: column.text(),
    comment: nullable(column.text()),
    visibility: column.text<'public' | 'gm' | 'self'>(),
    audience: nullable(column.uuidArray()),
    total: column.bigint(),
    groups: column.jsonb<unknown[]>(),
    seed: column.bytea(),
    algorithm_version: column.smallint(),
    idempotency_key: nullable(column.text()),
    trace_id: column.text(),
    created_at: column.timestamptz(),
  },
}
