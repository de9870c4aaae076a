import { publishRefusal } from '@rpg-bot/party_access'
import type { AppendResult, NewEvent } from '@rpg-bot/party_log'
import { formatSequence } from '@rpg-bot/party_log'
import type { FrameByType } from '@rpg-bot/rpg_contracts'
import type { PublishMessage } from './client-messages.ts'
import type { Subscription } from './subscription.ts'

/** What became of a publish: an `ack.v1` without the reference. */
export type PublishAnswer = Omit<FrameByType['io.rpgbot.sync.ack.v1']['data'], 'ref'>

const rejected = (code: string, message: string, temporary = false): PublishAnswer => ({
  status: 'rejected',
  error: { code, message, temporary, ...(temporary ? { retryAfterMs: 500 } : {}) },
})

const refusalTexts = {
  campaign_archived: 'the campaign is archived',
  role_forbidden: 'your role does not allow that',
  game_master_required: 'only the game master may do that',
} as const

/** The party that a publish names in its `source`. */
export const partyOf = (message: PublishMessage): string => message.source.slice('/parties/'.length)

/**
 * Stores an event of a client: role, stamp, append, commit, answer. Size, type and
 * schema were checked when the message was read.
 *
 * Nothing is awaited before the append: order of calls is order of append.
 *
 * @param options.isTemporary whether a failed append may succeed later; its outcome may be unknown, and the
 *   same id sent again settles it
 */
export async function publish(options: {
  message: PublishMessage
  subscription: Subscription | undefined
  userId: string
  now: Date
  append: (partyId: string, event: NewEvent) => Promise<AppendResult>
  isTemporary: (error: unknown) => boolean
}): Promise<PublishAnswer> {
  const { message, subscription, userId, now, append, isTemporary } = options
  if (subscription === undefined) return rejected('not_subscribed', 'subscribe to the party first')
  const refusal = publishRefusal(subscription.membership, message.type)
  if (refusal !== null) return rejected(refusal, refusalTexts[refusal])
  try {
    const result = await append(subscription.party, {
      id: message.id,
      type: message.type,
      actorId: userId,
      audience: null,
      body: { ...message, time: now.toISOString(), actor: userId },
    })
    if (result.status === 'conflict') return rejected(result.code, 'this id belongs to another event')
    return { status: result.status, epoch: result.epoch, sequence: formatSequence(result.sequence) }
  } catch (error) {
    if (isTemporary(error)) return rejected('temporarily_unavailable', 'send the same message again', true)
    throw error
  }
}
