import type { Transaction } from '@rpg-bot/database'
import { sql } from 'kysely'

/** Which request a key stands for. */
export type IdempotencyScope = { readonly userId: string; readonly operationId: string; readonly key: string }

/** An answer that was given and can be given again. */
export type StoredAnswer = {
  readonly fingerprint: Buffer
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** JSON text; null when the answer has no body. */
  readonly body: string | null
}

/** Keeps advisory locks of this purpose apart from all others. */
const LOCK_SEED = 7_263_002

/** Rows of `gateway_api.idempotency_keys`. */
export const idempotencyStore = {
  /** Claims a key until the transaction ends; false when another transaction holds it. Never waits. */
  async claim(transaction: Transaction, scope: IdempotencyScope): Promise<boolean> {
    const name = `${scope.userId} ${scope.operationId} ${scope.key}`
    const { rows } = await sql<{ claimed: boolean }>`
      select pg_try_advisory_xact_lock(hashtextextended(${name}::text, ${LOCK_SEED}::bigint)) as claimed
    `.execute(transaction)
    return rows[0]?.claimed === true
  },

  /**
   * The answer stored under a claimed key. Its own statement after the claim: a statement sees the database
   * as it was when it began, so one that also claims could miss what the last holder committed.
   */
  async find(
    transaction: Transaction,
    scope: IdempotencyScope,
    now: Date,
  ): Promise<StoredAnswer | undefined> {
    return transaction
      .selectFrom('gateway_api.idempotency_keys')
      .select(['fingerprint', 'status', 'headers', 'body'])
      .where('user_id', '=', scope.userId)
      .where('operation_id', '=', scope.operationId)
      .where('key', '=', scope.key)
      .where('expires_at', '>', now)
      .executeTakeFirst()
  },

  /** Stores the answer of a claimed key; an expired one under the same key gives way. */
  async store(
    transaction: Transaction,
    scope: IdempotencyScope,
    answer: StoredAnswer & { readonly expiresAt: Date },
  ): Promise<void> {
    const columns = {
      fingerprint: answer.fingerprint,
      status: answer.status,
      headers: JSON.stringify(answer.headers),
      body: answer.body,
      expires_at: answer.expiresAt,
    }
    await transaction
      .insertInto('gateway_api.idempotency_keys')
      .values({ user_id: scope.userId, operation_id: scope.operationId, key: scope.key, ...columns })
      .onConflict((conflict) => conflict.columns(['user_id', 'operation_id', 'key']).doUpdateSet(columns))
      .execute()
  },
}
