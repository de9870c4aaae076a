import type { Schema as ContractSchema } from '@rpg-bot/rpg_contracts'

/** Who sees a roll. */
export type RollVisibility = ContractSchema<'RollVisibility'>

/** A roll as those see it who may see it. Its seed is not part of it: it is for audits only. */
export type RollRow = {
  readonly id: string
  readonly campaignId: string
  readonly rollerId: string
  readonly characterId: string | null
  readonly label: string | null
  readonly expression: string
  readonly printed: string
  readonly comment: string | null
  readonly visibility: RollVisibility
  readonly total: number
  readonly groups: readonly unknown[]
  readonly createdAt: Date
}

/** The roll of the contract. */
export function toRoll(row: RollRow): ContractSchema<'Roll'> {
  const { createdAt, groups, ...rest } = row
  return {
    ...rest,
    groups: groups as ContractSchema<'RollGroup'>[],
    createdAt: createdAt.toISOString(),
  }
}
