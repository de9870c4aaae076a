import type { Schema as ContractSchema } from '@rpg-bot/rpg_contracts'

/** What a person is at a table. */
export type Role = ContractSchema<'MemberRole'>

/** Whether a campaign can be changed. */
export type CampaignStatus = ContractSchema<'Campaign'>['status']

/** One person at one table, as the database says it now. */
export type Membership = {
  readonly campaignId: string
  readonly userId: string
  readonly role: Role
  readonly status: CampaignStatus
  readonly systemId: string
}
