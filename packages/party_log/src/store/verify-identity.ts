import { randomBytes } from 'node:crypto'
import type { Transaction } from '@rpg-bot/database'
import { sql } from 'kysely'

/** `first`: nothing was noted before. `changed`: every epoch is new, all old cursors are void. */
export type IdentityCheck = 'first' | 'same' | 'changed'

/** As text: which cluster this is, and on which timeline it writes. A restore or a promotion changes it. */
async function readIdentity(transaction: Transaction): Promise<string> {
  const { rows } = await sql<{ identity: string }>`
    select (select system_identifier::text from pg_control_system())
           || '/' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) as identity
  `.execute(transaction)
  const identity = rows[0]?.identity
  if (identity === undefined) throw new Error('The server does not say which cluster it is')
  return identity
}

/**
 * Compares the cluster with the one that was noted, and gives all streams a new epoch when it is another:
 * history may have been rewritten, so a cursor of the old one could be wrong without showing it. One epoch for
 * all is enough, because epochs are compared within a party only.
 */
export async function verifyIdentity(transaction: Transaction): Promise<IdentityCheck> {
  const identity = await readIdentity(transaction)
  const { rows: made } = await sql`
    insert into party_log.store (identity) values (${identity}) on conflict do nothing returning 1
  `.execute(transaction)
  if (made.length > 0) return 'first'
  const { rows } = await sql<{ identity: string }>`select identity from party_log.store for update`.execute(
    transaction,
  )
  if (rows[0]?.identity === identity) return 'same'
  await sql`update party_log.stream set epoch = ${randomBytes(8).toString('base64url')}`.execute(transaction)
  await sql`update party_log.store set identity = ${identity}`.execute(transaction)
  return 'changed'
}
