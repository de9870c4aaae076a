import type { BodyOf } from '@rpg-bot/rpg_contracts'
import type { Person } from './seats.ts'

/** A rule system that every installation has. */
export const SYSTEM_ID = 'minimal'

/** A campaign with one person on each kind of seat, and somebody who does not belong to it. */
export type Table = {
  campaignId: string
  path: { campaignId: string }
  gm: Person
  player: Person
  spectator: Person
  stranger: Person
  /** The campaign's entity tag as it is now. */
  etag(): Promise<string>
  /** A member's entity tag as it is now. */
  memberEtag(who: Person): Promise<string>
  /** The code of a new invite. */
  invite(body?: BodyOf<'createInvite'>): Promise<string>
  /** Brings somebody to the table. */
  seat(who: Person, role?: 'player' | 'spectator'): Promise<void>
}

/** Sets a table by the same operations that everybody uses. */
export async function setTable(
  signIn: (displayName: string) => Promise<Person>,
  systemId: string = SYSTEM_ID,
): Promise<Table> {
  const [gm, player, spectator, stranger] = [
    await signIn('Мастер Вьюга 🐉'),
    await signIn('Алёна'),
    await signIn('Zuschauer'),
    await signIn('Чужой'),
  ]
  const created = await gm.call('createCampaign', { body: { name: 'Соль и пепел 🜂', systemId } })
  const campaignId = created.body.id
  const path = { campaignId }
  const table: Table = {
    campaignId,
    path,
    gm,
    player,
    spectator,
    stranger,
    etag: async () => (await gm.call('getCampaign', { path })).etag,
    memberEtag: async (who) =>
      (await gm.call('getMember', { path: { campaignId, userId: who.userId } })).etag,
    async invite(body = {}) {
      const made = await gm.call('createInvite', { path, body })
      if (made.status !== 201) throw new Error(`No invite: ${made.code}`)
      return made.body.code
    },
    async seat(who, role = 'player') {
      const accepted = await who.call('acceptInvite', { body: { code: await table.invite({ role }) } })
      if (accepted.status !== 200) throw new Error(`No seat: ${accepted.code}`)
    },
  }
  await table.seat(player)
  await table.seat(spectator, 'spectator')
  return table
}
