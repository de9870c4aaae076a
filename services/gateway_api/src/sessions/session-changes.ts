import { RpgError } from '@rpg-bot/rpg_contracts'
import type { Access } from '../access/access.ts'
import { touchCampaign } from '../campaigns/campaign-writer.ts'
import { type PartyChange, tell } from '../party/party-change.ts'
import type { SessionRow } from './session-row.ts'
import { endSession, findOpenSession, findSession, insertSession } from './session-store.ts'

/** What a game master does with evenings. */
export type SessionChanges = ReturnType<typeof createSessionChanges>

/**
 * @param dependencies.createId makes UUIDv7
 * @see SessionChanges
 */
export function createSessionChanges(dependencies: {
  access: Pick<Access, 'lockMembership' | 'requireGameMaster' | 'requireActive'>
  createId: () => string
}) {
  const { access, createId } = dependencies
  return {
    /** @throws RpgError `session_already_open` (409): a table plays one evening at a time */
    async open(change: PartyChange, campaignId: string, title: string | undefined): Promise<SessionRow> {
      const { transaction, actorId, now } = change
      const membership = await access.lockMembership(transaction, { campaignId, userId: actorId })
      access.requireGameMaster(membership)
      access.requireActive(membership)
      if ((await findOpenSession(transaction, campaignId)) !== undefined) {
        throw new RpgError('session_already_open', { detail: 'Close that one first.' })
      }
      const session = await insertSession(transaction, {
        id: createId(),
        campaignId,
        title: title ?? null,
        openedBy: actorId,
        now,
      })
      await touchCampaign(transaction, campaignId, { now })
      tell(change, campaignId, {
        type: 'io.rpgbot.session.session-opened.v1',
        data: {
          sessionId: session.id,
          number: session.number,
          ...(session.title === null ? {} : { title: session.title }),
        },
      })
      return session
    },

    /** Closing twice changes nothing. @throws RpgError `session_not_found` (404) */
    async close(change: PartyChange, campaignId: string, sessionId: string): Promise<SessionRow> {
      const { transaction, actorId, now } = change
      const membership = await access.lockMembership(transaction, { campaignId, userId: actorId })
      access.requireGameMaster(membership)
      const session = await findSession(transaction, { campaignId, sessionId })
      if (session === undefined) throw new RpgError('session_not_found')
      if (session.closedAt !== null) return session
      await touchCampaign(transaction, campaignId, { now })
      return end(change, session)
    },
  }
}

/**
 * Closes the evening that is being played, if any, because its campaign is put away. Hold the campaign first,
 * and count the change of the campaign (`touchCampaign`) with your own.
 */
export async function closeOpenSession(change: PartyChange, campaignId: string): Promise<void> {
  const session = await findOpenSession(change.transaction, campaignId)
  if (session !== undefined) await end(change, session)
}

async function end(change: PartyChange, session: SessionRow): Promise<SessionRow> {
  const closed = await endSession(change.transaction, { id: session.id, now: change.now })
  tell(change, session.campaignId, {
    type: 'io.rpgbot.session.session-closed.v1',
    data: { sessionId: session.id, number: session.number },
  })
  return closed
}
