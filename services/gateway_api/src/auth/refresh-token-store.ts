import type { Transaction } from '@rpg-bot/database'
import type { RefreshTokenState } from './refresh-rotation.ts'
import type { SignInRow } from './sign-in-store.ts'

/** A presented token inside its locked family. */
export type RefreshFamily = {
  readonly signIn: SignInRow
  readonly presented: RefreshTokenState
  readonly living: RefreshTokenState | undefined
}

/** Rows of `gateway_api.refresh_tokens`. */
export const refreshTokenStore = {
  async create(
    transaction: Transaction,
    of: {
      readonly signInId: string
      readonly digest: Buffer
      readonly predecessor: Buffer | null
      readonly now: Date
    },
  ): Promise<void> {
    await transaction
      .insertInto('gateway_api.refresh_tokens')
      .values({
        digest: of.digest,
        sign_in_id: of.signInId,
        predecessor: of.predecessor,
        issued_at: of.now,
      })
      .execute()
  },

  /**
   * The family of a presented token, locked until the transaction ends: of twenty that present the same token
   * at once, each sees what the one before it did. The tokens are read in a statement after the lock, because
   * a statement sees the database as it was when it began.
   */
  async lockFamily(transaction: Transaction, digest: Buffer): Promise<RefreshFamily | undefined> {
    const signIn = await transaction
      .selectFrom('gateway_api.sign_ins')
      .selectAll()
      .where('id', '=', (query) =>
        query.selectFrom('gateway_api.refresh_tokens').select('sign_in_id').where('digest', '=', digest),
      )
      .forUpdate()
      .executeTakeFirst()
    if (signIn === undefined) return undefined
    const tokens = await transaction
      .selectFrom('gateway_api.refresh_tokens')
      .select(['digest', 'predecessor', 'used_at as usedAt', 'replaced_at as replacedAt'])
      .where('sign_in_id', '=', signIn.id)
      .where((where) =>
        where.or([
          where('digest', '=', digest),
          where.and([where('used_at', 'is', null), where('replaced_at', 'is', null)]),
        ]),
      )
      .execute()
    const presented = tokens.find((token) => token.digest.equals(digest))
    if (presented === undefined) return undefined
    return {
      signIn,
      presented,
      living: tokens.find((token) => token.usedAt === null && token.replacedAt === null),
    }
  },

  async markUsed(transaction: Transaction, digest: Buffer, now: Date): Promise<void> {
    await transaction
      .updateTable('gateway_api.refresh_tokens')
      .set({ used_at: now })
      .where('digest', '=', digest)
      .execute()
  },

  async markReplaced(transaction: Transaction, digest: Buffer, now: Date): Promise<void> {
    await transaction
      .updateTable('gateway_api.refresh_tokens')
      .set({ replaced_at: now })
      .where('digest', '=', digest)
      .execute()
  },
}
