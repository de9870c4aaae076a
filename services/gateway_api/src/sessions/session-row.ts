import type { Schema as ContractSchema } from '@rpg-bot/rpg_contracts'

/** One evening of play. */
export type SessionRow = {
  readonly id: string
  readonly campaignId: string
  readonly number: number
  readonly title: string | null
  readonly openedAt: Date
  readonly openedBy: string
  readonly closedAt: Date | null
}

/** The evening of the contract. */
export function toSession(row: SessionRow): ContractSchema<'GameSession'> {
  return {
    id: row.id,
    campaignId: row.campaignId,
    number: row.number,
    title: row.title,
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    openedBy: row.openedBy,
  }
}
