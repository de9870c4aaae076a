import { problemOf } from '../../app/problem.ts'
import { type MessageId, msg } from '../../i18n/message-id.ts'

const words: Record<string, MessageId> = {
  unreachable: msg('campaigns.problem.unreachable'),
  precondition_failed: msg('campaigns.problem.changed'),
  campaign_not_found: msg('campaigns.problem.gone'),
  member_not_found: msg('campaigns.problem.member-gone'),
  member_unknown: msg('campaigns.problem.member-gone'),
  campaign_archived: msg('campaigns.problem.archived'),
  campaign_full: msg('campaigns.problem.full'),
  campaign_limit: msg('campaigns.problem.too-many'),
  invite_limit: msg('campaigns.problem.too-many-invites'),
  session_already_open: msg('campaigns.problem.evening-open'),
  session_not_found: msg('campaigns.problem.evening-gone'),
  game_master_must_transfer: msg('campaigns.problem.hand-over-first'),
  game_master_required: msg('campaigns.problem.master-only'),
  role_forbidden: msg('campaigns.problem.master-only'),
  rate_limited: msg('campaigns.problem.slow-down'),
}

/** What to tell a person about a failed call. */
export function wordsOf(error: unknown): MessageId {
  return words[problemOf(error).code] ?? msg('campaigns.problem.other')
}
