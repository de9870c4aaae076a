import type { Schema as ContractSchema } from '@rpg-bot/rpg_contracts'
import { type InviteLinkTarget, inviteLink } from './invite-link.ts'

/** An invite as its campaign sees it. */
export type InviteRow = {
  readonly id: string
  readonly campaignId: string
  readonly code: string
  readonly role: ContractSchema<'Invite'>['role']
  readonly maxUses: number
  readonly uses: number
  readonly expiresAt: Date
  readonly createdAt: Date
  readonly createdBy: string
}

/** The invite of the contract. */
export function toInvite(row: InviteRow, linkTarget: InviteLinkTarget | null): ContractSchema<'Invite'> {
  return {
    id: row.id,
    code: row.code,
    link: inviteLink(linkTarget, row.code),
    role: row.role,
    maxUses: row.maxUses,
    uses: row.uses,
    expiresAt: row.expiresAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
  }
}
