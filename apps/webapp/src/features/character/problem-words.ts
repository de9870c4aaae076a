import { problemOf } from '../../app/problem.ts'
import { type MessageId, msg } from '../../i18n/message-id.ts'

const words: Record<string, MessageId> = {
  unreachable: msg('character.problem.unreachable'),
  precondition_failed: msg('character.problem.changed'),
  campaign_not_found: msg('character.problem.campaign-gone'),
  character_not_found: msg('character.problem.gone'),
  character_unknown: msg('character.problem.gone'),
  campaign_archived: msg('character.problem.archived'),
  character_limit: msg('character.problem.too-many'),
  member_unknown: msg('character.problem.member-gone'),
  owner_required: msg('character.problem.not-yours'),
  game_master_required: msg('character.problem.not-yours'),
  role_forbidden: msg('character.problem.spectator'),
  sheet_invalid: msg('character.problem.sheet'),
  request_invalid: msg('character.problem.sheet'),
  dice_syntax: msg('character.problem.dice'),
  dice_limit: msg('character.problem.dice'),
  dice_name_unknown: msg('character.problem.dice'),
  dice_arithmetic: msg('character.problem.dice'),
  rate_limited: msg('character.problem.slow-down'),
}

/** What to tell a person about a code of the API. */
export function wordsOfCode(code: string): MessageId {
  return words[code] ?? msg('character.problem.other')
}

/** What to tell a person about a failed call. */
export function wordsOf(error: unknown): MessageId {
  return wordsOfCode(problemOf(error).code)
}
