import { signInStore } from '../auth/sign-in-store.ts'
import type { PartyChange } from '../party/party-change.ts'
import type { Unit } from '../unit-of-work.ts'
import { userStore } from './user-store.ts'

/** Deletes the account of a person whose row is locked. @returns ids of the sign-ins that ended with it */
export type DeleteUser = ReturnType<typeof createDeleteUser>

/**
 * Makes the deletion of an account: it leaves all campaigns, deletes the characters, ends all sign-ins and
 * removes name and Telegram identity. The row stays, nameless, under what was said and rolled.
 *
 * @param dependencies.leaveAllCampaigns throws `game_master_must_transfer` while others sit at a table that
 *   the person leads
 */
export function createDeleteUser(dependencies: {
  deleteAllCharacters: (change: PartyChange) => Promise<void>
  leaveAllCampaigns: (change: PartyChange) => Promise<void>
}) {
  return async (
    unit: Unit,
    of: { readonly userId: string; readonly traceId: string; readonly now: Date },
  ): Promise<string[]> => {
    const { transaction } = unit
    const change: PartyChange = { ...unit, actorId: of.userId, traceId: of.traceId, now: of.now }
    // Characters first: they are deleted as a member, and their events belong before the one of leaving.
    await dependencies.deleteAllCharacters(change)
    await dependencies.leaveAllCampaigns(change)
    await transaction.deleteFrom('gateway_api.idempotency_keys').where('user_id', '=', of.userId).execute()
    await userStore.anonymise(transaction, of.userId, of.now)
    return signInStore.revokeAll(transaction, { userId: of.userId, why: 'user_deleted', now: of.now })
  }
}
