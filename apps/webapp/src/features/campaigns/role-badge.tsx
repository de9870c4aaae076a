import { useText } from '../../i18n/use-text.ts'
import { Badge } from '../../ui/badge.tsx'
import type { Member } from './campaign-queries.ts'
import { roleWords } from './role-words.ts'

/** What somebody is at the table. */
export function RoleBadge({ role }: { role: Member['role'] }) {
  const { t } = useText()
  if (role === 'gm') return <Badge icon="crown">{t(roleWords.gm)}</Badge>
  if (role === 'player') return <Badge tone="verdigris">{t(roleWords.player)}</Badge>
  return (
    <Badge tone="muted" icon="eye">
      {t(roleWords.spectator)}
    </Badge>
  )
}
