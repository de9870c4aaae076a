import { Link } from 'wouter'
import { useText } from '../../../i18n/use-text.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Cell, List } from '../../../ui/list.tsx'
import { Sheet } from '../../../ui/sheet.tsx'
import type { TableCharacter, TableMember } from '../table-facts.ts'
import { roleWords } from '../words.ts'
import styles from './sheets.module.css'

export interface MembersSheetProps {
  open: boolean
  onClose: () => void
  campaignId: string
  members: readonly TableMember[]
  characters: readonly TableCharacter[]
  meId: string
}

const ranks = { gm: 0, player: 1, spectator: 2 } as const

/** Who sits at the table, as what, and whom they play. */
export function MembersSheet(props: MembersSheetProps) {
  const { open, onClose, campaignId, members, characters, meId } = props
  const { t } = useText()
  const seated = [...members].sort((left, right) => ranks[left.role] - ranks[right.role])
  const heroesOf = (userId: string) =>
    characters.flatMap(({ ownerId, name }) => (ownerId === userId ? [name] : [])).join(', ')
  return (
    <Sheet open={open} onClose={onClose} title={t('party.members.title')}>
      <List label={t('party.members.title')}>
        {seated.map(({ userId, displayName, role }) => {
          const heroes = heroesOf(userId)
          return (
            <Cell
              key={userId}
              before={<Avatar id={userId} />}
              title={userId === meId ? t('party.members.you', { name: displayName }) : displayName}
              {...(heroes !== '' && { subtitle: heroes })}
              after={
                role === 'gm' ? (
                  <Badge tone="brass" icon="crown">
                    {t(roleWords.gm)}
                  </Badge>
                ) : (
                  <Badge tone={role === 'player' ? 'verdigris' : 'muted'}>{t(roleWords[role])}</Badge>
                )
              }
            />
          )
        })}
      </List>
      <Link href={`~/campaigns/${campaignId}`} className={styles.more}>
        {t('party.members.campaign')}
      </Link>
    </Sheet>
  )
}
