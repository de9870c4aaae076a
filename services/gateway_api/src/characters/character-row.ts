import type { Schema as ContractSchema } from '@rpg-bot/rpg_contracts'

/** A character as it is stored. */
export type CharacterRow = {
  readonly id: string
  readonly campaignId: string
  readonly ownerId: string
  readonly name: string
  readonly sheet: Record<string, unknown>
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** The character of the contract. @param derived what its rule system computes from its sheet */
export function toCharacter(
  row: CharacterRow,
  derived: Readonly<Record<string, number>>,
): ContractSchema<'Character'> {
  return {
    id: row.id,
    campaignId: row.campaignId,
    ownerId: row.ownerId,
    name: row.name,
    sheet: row.sheet,
    derived,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

/** A character in a list: without its sheet. */
export function toCharacterSummary(row: Omit<CharacterRow, 'sheet'>): ContractSchema<'CharacterSummary'> {
  return {
    id: row.id,
    campaignId: row.campaignId,
    ownerId: row.ownerId,
    name: row.name,
    updatedAt: row.updatedAt.toISOString(),
  }
}
