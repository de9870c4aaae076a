import type { Transaction } from '@rpg-bot/database'
import { RpgError } from '@rpg-bot/rpg_contracts'

/**
 * Holds a person until the transaction ends, so that nothing else seats them or deletes them meanwhile. Always
 * before the lock of a campaign: the other order could deadlock.
 *
 * @returns undefined when there is no such person (any more)
 */
export async function holdPerson(
  transaction: Transaction,
  userId: string,
): Promise<{ displayName: string } | undefined> {
  return transaction
    .selectFrom('gateway_api.users')
    .select('display_name as displayName')
    .where('id', '=', userId)
    .where('deleted_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/**
 * The same for whoever asks.
 *
 * @throws RpgError `token_invalid` when the account is gone, though the token still lives
 */
export async function holdCaller(transaction: Transaction, userId: string): Promise<{ displayName: string }> {
  const person = await holdPerson(transaction, userId)
  if (person === undefined) throw new RpgError('token_invalid', { detail: 'This account was deleted.' })
  return person
}
