import { problemOf } from '../../app/problem.ts'

/** What became of asking where an invite leads, and of accepting it. */
export interface InviteFacts {
  preview: { alreadyMember: boolean } | undefined
  /** Why the preview did not come; null when it did or is on its way. */
  previewError: unknown
  /** Why nobody sat down; null when nothing went wrong (yet). */
  acceptError: unknown
}

/**
 * `loading` the preview is on its way · `offer` sit down · `member` they sit there already · `dead` it leads
 * nowhere (any more) · `full` no seat is free · `archived` the game was put away · `unreachable` no answer
 */
export type InviteState = 'loading' | 'offer' | 'member' | 'dead' | 'full' | 'archived' | 'unreachable'

const final: Record<string, InviteState> = {
  invite_not_found: 'dead',
  campaign_full: 'full',
  campaign_archived: 'archived',
}

/** Which screen an invite shows. An answer that ends the invite counts more than a preview seen before it. */
export function inviteState({ preview, previewError, acceptError }: InviteFacts): InviteState {
  for (const error of [acceptError, previewError]) {
    const ended = error === null ? undefined : final[problemOf(error).code]
    if (ended !== undefined) return ended
  }
  if (preview !== undefined) return preview.alreadyMember ? 'member' : 'offer'
  return previewError === null ? 'loading' : 'unreachable'
}
