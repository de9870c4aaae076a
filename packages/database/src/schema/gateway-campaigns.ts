import { column, defaulted, nullable } from './columns.ts'

/** Tables of campaigns and who may sit at them, owned by `services/gateway_api`. */
export const gatewayCampaignTables = {
  'gateway_api.campaigns': {
    id: column.uuid(),
    name: column.text(),
    summary: defaulted(column.text()),
    system_id: column.text(),
    status: defaulted(column.text<'active' | 'archived'>()),
    version: defaulted(column.bigint()),
    created_at: column.timestamptz(),
    updated_at: column.timestamptz(),
  },
  'gateway_api.members': {
    campaign_id: column.uuid(),
    user_id: column.uuid(),
    role: column.text<'gm' | 'player' | 'spectator'>(),
    version: column.bigint(),
    joined_at: column.timestamptz(),
  },
  'gateway_api.invites': {
    id: column.uuid(),
    campaign_id: column.uuid(),
    code: column.text(),
    role: column.text<'player' | 'spectator'>(),
    max_uses: column.integer(),
    uses: defaulted(column.integer()),
    expires_at: column.timestamptz(),
    revoked_at: nullable(column.timestamptz()),
    created_at: column.timestamptz(),
    created_by: column.uuid(),
  },
  'gateway_api.sessions': {
    id: column.uuid(),
    campaign_id: column.uuid(),
    number: column.integer(),
    title: nullable(column.text()),
    opened_at: column.timestamptz(),
    opened_by: column.uuid(),
    closed_at: nullable(column.timestamptz()),
  },
}
