import { useMe } from '../../app/auth/auth-context.ts'
import { useText } from '../../i18n/use-text.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Cell } from '../../ui/list.tsx'
import type { Member } from './campaign-queries.ts'
import { roleWords } from './role-words.ts'

export interface MemberCellProps {
  member: Member
  /** Opens what can be done about this seat. */
  onPress?: () => void
}

/** One person at the table: the name has the line for itself, so that long ones fit a narrow phone. */
export function MemberCell({ member, onPress }: MemberCellProps) {
  const { t } = useText()
  const me = useMe()
  const { userId, displayName, role } = member
  return (
    <Cell
      before={<Avatar id={userId} size={44} />}
      title={userId === me?.id ? t('campaigns.members.me', { name: displayName }) : displayName}
      subtitle={t(roleWords[role])}
      after={
        role === 'gm' ? (
          <Icon name="crown" />
        ) : onPress !== undefined ? (
          <Icon name="more" />
        ) : role === 'spectator' ? (
          <Icon name="eye" />
        ) : undefined
      }
      {...(onPress !== undefined && { onPress })}
    />
  )
}
