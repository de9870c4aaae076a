import { type MessageId, msg } from '../../i18n/message-id.ts'
import type { Member } from './party-queries.ts'
import type { TableStatus } from './room/table-status.ts'

export const roleWords: Record<Member['role'], MessageId> = {
  gm: msg('party.role.gm'),
  player: msg('party.role.player'),
  spectator: msg('party.role.spectator'),
}

export const statusWords: Record<TableStatus, MessageId> = {
  connecting: msg('party.status.connecting'),
  live: msg('party.status.live'),
  reconnecting: msg('party.status.reconnecting'),
  offline: msg('party.status.offline'),
  removed: msg('party.status.removed'),
  missing: msg('party.status.missing'),
  stopped: msg('party.status.stopped'),
}

const refusals: Record<string, MessageId> = {
  network_failed: msg('party.refused.network'),
  unreachable: msg('party.refused.network'),
  timed_out: msg('party.refused.network'),
  campaign_archived: msg('party.refused.archived'),
  campaign_not_found: msg('party.refused.removed'),
  party_not_found: msg('party.refused.removed'),
  membership_ended: msg('party.refused.removed'),
  role_forbidden: msg('party.refused.role'),
  game_master_required: msg('party.refused.master'),
  rate_limited: msg('party.refused.slow-down'),
  request_invalid: msg('party.refused.invalid'),
  character_unknown: msg('party.refused.character'),
  character_not_found: msg('party.refused.character'),
}

/** Why something was not accepted, by the permanent code of the refusal. */
export const refusalWords = (code: string | null): MessageId =>
  refusals[code ?? ''] ?? msg('party.refused.other')
