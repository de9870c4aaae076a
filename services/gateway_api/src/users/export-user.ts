import type { Database } from '@rpg-bot/database'
import type { Schema } from '@rpg-bot/rpg_contracts'
import { type SignInRow, signInOf } from '../auth/sign-in-store.ts'
import { meOf, type UserRow } from './user-store.ts'

/** Bounds of the lists of an export; the contract has the same. */
export const exportBounds = { signIns: 1000, memberships: 1000, characters: 1000, rolls: 10_000 } as const

/** A part of an export that another domain knows; it reads at most `limit` items, the newest first. */
export type ExportPart<Item> = (userId: string, limit: number) => Promise<Item[]>

/** Collects everything that is stored about a person. */
export type ExportUser = ReturnType<typeof createExportUser>

/** Makes the export. Each list is read with one item over its bound, which says whether it was cut. */
export function createExportUser({
  database,
  readCharacters,
  readRolls,
}: {
  database: Pick<Database, 'kysely'>
  readCharacters: ExportPart<Schema<'Character'>>
  readRolls: ExportPart<Schema<'Roll'>>
}) {
  return async (
    user: UserRow,
    of: { readonly signInId: string; readonly now: Date },
  ): Promise<Schema<'PersonalExport'>> => {
    const parts = {
      signIns: await readSignIns(user.id, exportBounds.signIns + 1),
      memberships: await readMemberships(user.id, exportBounds.memberships + 1),
      characters: await readCharacters(user.id, exportBounds.characters + 1),
      rolls: await readRolls(user.id, exportBounds.rolls + 1),
    }
    const { signIns, memberships, characters, rolls } = parts
    return {
      exportedAt: of.now.toISOString(),
      truncated: (Object.keys(exportBounds) as (keyof typeof exportBounds)[]).some(
        (name) => parts[name].length > exportBounds[name],
      ),
      user: meOf(user),
      // Null only once the account is deleted, and then nobody can ask any more.
      telegramUserId: user.telegram_user_id ?? 0,
      signIns: signIns.slice(0, exportBounds.signIns).map((row) => signInOf(row, of.signInId)),
      memberships: memberships.slice(0, exportBounds.memberships),
      characters: characters.slice(0, exportBounds.characters),
      rolls: rolls.slice(0, exportBounds.rolls),
    }
  }

  /** Ended ones too, as long as they are stored. */
  async function readSignIns(userId: string, limit: number): Promise<SignInRow[]> {
    return database.kysely
      .selectFrom('gateway_api.sign_ins')
      .selectAll()
      .where('user_id', '=', userId)
      .orderBy('last_used_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
  }

  async function readMemberships(userId: string, limit: number): Promise<Schema<'Membership'>[]> {
    const rows = await database.kysely
      .selectFrom('gateway_api.members as member')
      .innerJoin('gateway_api.campaigns as campaign', 'campaign.id', 'member.campaign_id')
      .where('member.user_id', '=', userId)
      .select(['campaign.id', 'campaign.name', 'member.role', 'member.joined_at'])
      .orderBy('member.joined_at', 'desc')
      .orderBy('campaign.id', 'desc')
      .limit(limit)
      .execute()
    return rows.map((row) => ({
      campaignId: row.id,
      campaignName: row.name,
      role: row.role,
      joinedAt: row.joined_at.toISOString(),
    }))
  }
}
