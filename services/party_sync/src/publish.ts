import { type Membership, publishRefusal, type voiceRefusal } from '@rpg-bot/party_access'
import type { AppendResult, NewEvent } from '@rpg-bot/party_log'
import { formatSequence } from '@rpg-bot/party_log'
import type { FrameByType } from '@rpg-bot/rpg_contracts'
import type { PublishMessage } from './client-messages.ts'

type VoiceRefusal = ReturnType<typeof voiceRefusal>

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
  character_unknown: 'you may speak as your own characters only',
} as const

/** The party that a publish names in its `source`. */
export const partyOf = (message: PublishMessage): string => message.source.slice('/parties/'.length)

/** A publish whose append has begun; the answer comes after the commit. */
export interface BegunPublish {
  readonly answer: Promise<PublishAnswer>
}

/**
 * Stores an event of a client: role, stamp, append, commit, answer. Size, type and schema were checked when the
 * message was read.
 *
 * Resolves when the append has begun, so that whoever awaits it keeps the order of arrival without waiting for
 * every commit.
 *
 * @param options.findMembership asks the database: what a subscription knows may be as old as its reader is slow
 * @param options.isTemporary whether a failed append may succeed later; its outcome may be unknown, and the
 *   same id sent again settles it
 */
export async function publish(options: {
  message: PublishMessage
  subscribed: boolean
  userId: string
  now: Date
  findMembership: (partyId: string) => Promise<Membership | undefined>
  /** Whether the event speaks as a character that is not the member's to voice. */
  findVoiceRefusal: (membership: Membership) => VoiceRefusal
  append: (partyId: string, event: NewEvent) => Promise<AppendResult>
  isTemporary: (error: unknown) => boolean
}): Promise<BegunPublish> {
  const { message, subscribed, userId, now, append, isTemporary } = options
  const partyId = partyOf(message)
  if (!subscribed) return answered(rejected('not_subscribed', 'subscribe to the party first'))
  try {
    const membership = await options.findMembership(partyId)
    if (membership === undefined) return answered(rejected('not_subscribed', 'you are no longer a member'))
    const refusal = publishRefusal(membership, message.type) ?? (await options.findVoiceRefusal(membership))
    if (refusal !== null) return answered(rejected(refusal, refusalTexts[refusal]))
  } catch (error) {
    return answered(temporaryOr(error))
  }
  const appended = append(partyId, {
    id: message.id,
    type: message.type,
    actorId: userId,
    audience: null,
    body: { ...message, time: now.toISOString(), actor: userId },
  })
  return { answer: appended.then(answerOf, temporaryOr) }

  function temporaryOr(error: unknown): PublishAnswer {
    if (isTemporary(error)) return rejected('temporarily_unavailable', 'send the same message again', true)
    throw error
  }
}

function answered(answer: PublishAnswer): BegunPublish {
  return { answer: Promise.resolve(answer) }
}

function answerOf(result: AppendResult): PublishAnswer {
  if (result.status === 'conflict') return rejected(result.code, 'this id belongs to another event')
  return { status: result.status, epoch: result.epoch, sequence: formatSequence(result.sequence) }
}
