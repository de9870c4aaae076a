import type { Schema as ContractSchema } from '@rpg-bot/rpg_contracts'
import { capabilitiesOf } from '../access/capabilities.ts'
import type { CampaignStatus, Role } from '../access/membership.ts'

/** A campaign as one of its members sees it. */
export type CampaignRow = {
  readonly id: string
  readonly name: string
  readonly summary: string
  readonly systemId: string
  readonly status: CampaignStatus
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly role: Role
  readonly memberCount: number
  readonly openSessionId: string | null
}

/** The campaign of the contract. */
export function toCampaign(row: CampaignRow): ContractSchema<'Campaign'> {
  return {
    id: row.id,
    name: row.name,
    summary: row.summary,
    systemId: row.systemId,
    status: row.status,
    role: row.role,
    capabilities: capabilitiesOf(row.role, row.status),
    memberCount: row.memberCount,
    openSessionId: row.openSessionId,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}
