import { type Executor, type Membership, publishRefusal, voiceRefusal } from '@rpg-bot/party_access'
import { type EventLog, formatSequence } from '@rpg-bot/party_log'
import type { BodyOf, Schema as ContractSchema, PublishType } from '@rpg-bot/rpg_contracts'
import { checkPublish, RpgError } from '@rpg-bot/rpg_contracts'
import { createId } from '../ids.ts'
import { type EventData, partyEvent } from './party-event.ts'

/**
 * Stores an event of a client by the rules of a publish over the WebSocket: type,
 * schema, role, voice, stamp, append, commit, answer. It goes through the group commit of the log, not through a unit
 * of work: there is no row that belongs to it.
 *
 * @param publish.id the idempotency key of the event; a new one when the client named none
 * @throws RpgError `event_type_unknown`, `event_not_publishable`, `request_invalid`, `character_unknown` (422),
 *   `role_forbidden`,
 *   `game_master_required` (403), `campaign_archived`, `event_id_conflict` (409)
 * @throws TemporaryDatabaseError the same event with the same id settles what became of it
 */
export async function publishPartyEvent(
  { reader, log }: { reader: Executor; log: Pick<EventLog, 'append'> },
  membership: Membership,
  publish: {
    readonly id: string | undefined
    readonly body: BodyOf<'publishPartyEvent'>
    readonly traceId: string
    readonly now: Date
  },
): Promise<ContractSchema<'PublishResult'>> {
  const { id = createId(), body, traceId, now } = publish
  const { type, data, subject } = body
  checkPublish(type, data)
  const refusal = publishRefusal(membership, type)
  if (refusal !== null) throw new RpgError(refusal)
  const voiceless = await voiceRefusal(reader, membership, { type, data })
  if (voiceless !== null) {
    const message = 'is not a character of yours in this campaign'
    throw new RpgError(voiceless, {
      errors: [{ in: 'body', pointer: '/data/characterId', rule: 'character', message }],
    })
  }
  const event = partyEvent({
    partyId: membership.campaignId,
    // Both hold since `checkPublish`.
    type: type as PublishType,
    data: data as EventData<PublishType>,
    actorId: membership.userId,
    subject,
    traceId,
    now,
    id,
  })
  const [result] = await log.append(membership.campaignId, [event])
  if (result === undefined) throw new Error('The log answered nothing to an event')
  if (result.status === 'conflict') {
    throw new RpgError('event_id_conflict', { detail: 'Use a new Idempotency-Key for another event.' })
  }
  return { id, status: result.status, epoch: result.epoch, sequence: formatSequence(result.sequence) }
}
