import type { Schema as ContractSchema } from '@rpg-bot/rpg_contracts'
import type { Role } from '../access/membership.ts'

/** A person at a table. */
export type MemberRow = {
  readonly userId: string
  readonly displayName: string
  readonly role: Role
  readonly joinedAt: Date
  /** Rises with every change of the seat or of the name that is shown. */
  readonly version: number
}

/** The member of the contract. */
export function toMember(row: MemberRow): ContractSchema<'Member'> {
  return {
    userId: row.userId,
    displayName: row.displayName,
    role: row.role,
    joinedAt: row.joinedAt.toISOString(),
  }
}
