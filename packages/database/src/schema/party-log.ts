import { column, defaulted, nullable } from './columns.ts'

/** Tables of the durable event log, owned by `packages/party_log`. */
export const partyLogTables = {
  'party_log.stream': {
    party_id: column.uuid(),
    epoch: column.text(),
    head: defaulted(column.bigint()),
    floor: defaulted(column.bigint()),
  },
  'party_log.event': {
    party_id: column.uuid(),
    sequence: column.bigint(),
    event_id: column.uuid(),
    type: column.text(),
    actor_id: nullable(column.uuid()),
    audience: nullable(column.uuidArray()),
    digest: column.bytea(),
    body: column.text(),
    recorded_at: defaulted(column.timestamptz()),
  },
  'party_log.store': {
    singleton: defaulted(column.boolean()),
    identity: column.text(),
  },
}
