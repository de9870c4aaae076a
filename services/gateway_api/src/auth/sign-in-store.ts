import type { Schema as DatabaseSchema, Transaction } from '@rpg-bot/database'
import type { Schema } from '@rpg-bot/rpg_contracts'
import { type Kysely, type Selectable, sql } from 'kysely'

/** A row of `gateway_api.sign_ins`. */
export type SignInRow = Selectable<DatabaseSchema['gateway_api.sign_ins']>

/** Why a sign-in ended before its time. */
export type RevocationReason = NonNullable<SignInRow['revoked_why']>

/** Life of a sign-in with its refresh tokens, in milliseconds: 30 days from the first one. */
export const SIGN_IN_LIFE_MS = 30 * 24 * 60 * 60 * 1000

/** What a client says about itself. */
export type Client = { readonly platform: string | null; readonly version: string | null }

/** A sign-in as the contract shows it to its own person. */
export function signInOf(row: SignInRow, currentId: string): Schema<'SignIn'> {
  return {
    id: row.id,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    platform: row.platform,
    clientVersion: row.client_version,
    current: row.id === currentId,
  }
}

/** Rows of `gateway_api.sign_ins`. */
export const signInStore = {
  async create(
    transaction: Transaction,
    of: { readonly id: string; readonly userId: string; readonly client: Client; readonly now: Date },
  ): Promise<SignInRow> {
    return transaction
      .insertInto('gateway_api.sign_ins')
      .values({
        id: of.id,
        user_id: of.userId,
        platform: of.client.platform,
        client_version: of.client.version,
        created_at: of.now,
        last_used_at: of.now,
        expires_at: new Date(of.now.getTime() + SIGN_IN_LIFE_MS),
      })
      .returningAll()
      .executeTakeFirstOrThrow()
  },

  async touch(transaction: Transaction, signInId: string, now: Date): Promise<void> {
    await transaction
      .updateTable('gateway_api.sign_ins')
      .set({ last_used_at: now })
      .where('id', '=', signInId)
      .execute()
  },

  /** Living sign-ins of a person after a sort key, the most recently used first. */
  async list(
    executor: Kysely<DatabaseSchema>,
    of: {
      readonly userId: string
      readonly now: Date
      readonly limit: number
      readonly after?: readonly [Date, string]
    },
  ): Promise<SignInRow[]> {
    let query = executor
      .selectFrom('gateway_api.sign_ins')
      .selectAll()
      .where('user_id', '=', of.userId)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', of.now)
    if (of.after !== undefined) {
      const [lastUsedAt, id] = of.after
      query = query.where(sql<boolean>`(last_used_at, id) < (${lastUsedAt}::timestamptz, ${id}::uuid)`)
    }
    return query.orderBy('last_used_at', 'desc').orderBy('id', 'desc').limit(of.limit).execute()
  },

  /** Ends a sign-in of this person; ended ones stay as they are. @returns whether the person has such a one */
  async revoke(
    executor: Kysely<DatabaseSchema>,
    of: {
      readonly userId: string
      readonly signInId: string
      readonly why: RevocationReason
      readonly now: Date
    },
  ): Promise<boolean> {
    const row = await executor
      .updateTable('gateway_api.sign_ins')
      .set((value) => ({
        revoked_at: value.fn.coalesce('revoked_at', value.val(of.now)),
        revoked_why: value.fn.coalesce('revoked_why', value.val(of.why)),
      }))
      .where('id', '=', of.signInId)
      .where('user_id', '=', of.userId)
      .returning('id')
      .executeTakeFirst()
    return row !== undefined
  },

  /** Ends all living sign-ins of a person. @returns their ids */
  async revokeAll(
    transaction: Transaction,
    of: { readonly userId: string; readonly why: RevocationReason; readonly now: Date },
  ): Promise<string[]> {
    const rows = await transaction
      .updateTable('gateway_api.sign_ins')
      .set({ revoked_at: of.now, revoked_why: of.why })
      .where('user_id', '=', of.userId)
      .where('revoked_at', 'is', null)
      .returning('id')
      .execute()
    return rows.map((row) => row.id)
  },

  /** Ids of sign-ins that were ended since a moment. */
  async revokedSince(executor: Kysely<DatabaseSchema>, since: Date): Promise<string[]> {
    const rows = await executor
      .selectFrom('gateway_api.sign_ins')
      .select('id')
      .where('revoked_at', '>=', since)
      .execute()
    return rows.map((row) => row.id)
  },
}
