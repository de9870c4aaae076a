import { type MessageId, msg } from '../../i18n/message-id.ts'
import type { Member } from './campaign-queries.ts'

export const roleWords: Record<Member['role'], MessageId> = {
  gm: msg('campaigns.role.gm'),
  player: msg('campaigns.role.player'),
  spectator: msg('campaigns.role.spectator'),
}
