import type { Schema as DatabaseSchema, Transaction } from '@rpg-bot/database'
import type { Schema } from '@rpg-bot/rpg_contracts'
import { type CompiledQuery, type Kysely, type Selectable, sql } from 'kysely'
import { createId } from '../ids.ts'
import type { TelegramProfile } from './telegram-profile.ts'

/** A row of `gateway_api.users`. */
export type UserRow = Selectable<DatabaseSchema['gateway_api.users']>

/** What a person may change about themselves. */
export type UserChange = { readonly displayName?: string; readonly locale?: 'ru' | 'en' | null }

/** What stands where a deleted person's name stood. */
const DELETED_NAME = '—'

/** The person as the contract shows them. */
export function meOf(row: UserRow): Schema<'Me'> {
  return {
    id: row.id,
    displayName: row.display_name,
    username: row.username,
    locale: row.locale,
    languageCode: row.language_code,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

/** Built once: every start of the app asks this, and building the query costs a tenth of the whole request. */
let findQuery: CompiledQuery<UserRow> | undefined

/** Rows of `gateway_api.users`. */
export const userStore = {
  /** A person who did not delete the account. */
  async find(executor: Kysely<DatabaseSchema>, userId: string): Promise<UserRow | undefined> {
    findQuery ??= executor
      .selectFrom('gateway_api.users')
      .selectAll()
      .where('id', '=', '')
      .where('deleted_at', 'is', null)
      .compile()
    const { rows } = await executor.executeQuery<UserRow>({ ...findQuery, parameters: [userId] })
    return rows[0]
  },

  /** The same, holding the row until the transaction ends. */
  async lock(transaction: Transaction, userId: string): Promise<UserRow | undefined> {
    return transaction
      .selectFrom('gateway_api.users')
      .selectAll()
      .where('id', '=', userId)
      .where('deleted_at', 'is', null)
      .forNoKeyUpdate()
      .executeTakeFirst()
  },

  /**
   * Creates the person at the first visit and takes over what changed at Telegram at the next ones. A name
   * chosen here stays. The version moves only when something did.
   */
  async upsert(transaction: Transaction, profile: TelegramProfile, now: Date): Promise<UserRow> {
    const { rows } = await sql<UserRow>`
      insert into gateway_api.users as person
        (id, telegram_user_id, display_name, username, language_code, created_at, updated_at)
      values
        (${createId()}, ${profile.telegramUserId}, ${profile.displayName}, ${profile.username},
         ${profile.languageCode}, ${now}, ${now})
      on conflict (telegram_user_id) do update set (display_name, username, language_code, version, updated_at) = (
        select
          name, excluded.username, excluded.language_code,
          person.version + changed::integer,
          case when changed then excluded.updated_at else person.updated_at end
        from
          (select case when person.display_name_chosen then person.display_name else excluded.display_name end)
            as next (name),
          lateral (
            select (name, excluded.username, excluded.language_code)
              is distinct from (person.display_name, person.username, person.language_code)
          ) as difference (changed)
      )
      returning *
    `.execute(transaction)
    const [row] = rows
    if (row === undefined) throw new Error('An upsert returns its row.')
    return row
  },

  /** Changes a locked person. */
  async update(
    transaction: Transaction,
    row: UserRow,
    change: UserChange & { readonly now: Date },
  ): Promise<UserRow> {
    return transaction
      .updateTable('gateway_api.users')
      .set({
        ...(change.displayName === undefined
          ? {}
          : { display_name: change.displayName, display_name_chosen: true }),
        ...(change.locale === undefined ? {} : { locale: change.locale }),
        version: row.version + 1,
        updated_at: change.now,
      })
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow()
  },

  /** Removes who it was and keeps that somebody was: the row others refer to. */
  async anonymise(transaction: Transaction, userId: string, now: Date): Promise<void> {
    await transaction
      .updateTable('gateway_api.users')
      .set({
        telegram_user_id: null,
        display_name: DELETED_NAME,
        display_name_chosen: false,
        username: null,
        locale: null,
        language_code: null,
        updated_at: now,
        deleted_at: now,
      })
      .where('id', '=', userId)
      .execute()
  },
}
