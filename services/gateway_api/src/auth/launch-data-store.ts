import type { Transaction } from '@rpg-bot/database'
import { sql } from 'kysely'

/** Sign-ins that one launch data may give birth to: a reload sends the same data again. */
export const LAUNCH_DATA_USES = 5

/** Rows of `gateway_api.launch_data_uses`. */
export const launchDataStore = {
  /**
   * Counts one more use of launch data.
   *
   * @param of.digest SHA-256 of its signed content
   * @param of.expiresAt when the data itself is refused for its age
   * @returns false when it was used up
   */
  async claim(
    transaction: Transaction,
    of: { readonly digest: Buffer; readonly signInId: string; readonly expiresAt: Date },
  ): Promise<boolean> {
    const { rows } = await sql`
      insert into gateway_api.launch_data_uses as uses (digest, sign_in_ids, expires_at)
      values (${of.digest}, array[${of.signInId}::uuid], ${of.expiresAt})
      on conflict (digest) do update set sign_in_ids = uses.sign_in_ids || excluded.sign_in_ids
      where cardinality(uses.sign_in_ids) < ${LAUNCH_DATA_USES}
      returning digest
    `.execute(transaction)
    return rows.length === 1
  },
}
