import { useText } from '../../../i18n/use-text.ts'
import type { Notice } from '../feed/feed-items.ts'
import type { Names } from '../feed/names.ts'
import { roleWords } from '../words.ts'
import styles from './notice-line.module.css'

export interface NoticeLineProps {
  notice: Notice
  names: Names
  meId: string
}

/** Who came and went, whose sheet changed: one quiet line. */
export function NoticeLine({ notice, names, meId }: NoticeLineProps) {
  const { t } = useText()
  const person = (userId: string) => names.member(userId) ?? (names.known ? t('party.author.gone') : '…')
  return <p className={styles.notice}>{words()}</p>

  function words(): string {
    switch (notice.what) {
      case 'joined':
        if (notice.userId === meId) return t('party.notice.you-joined')
        return t('party.notice.joined', { name: person(notice.userId) })
      case 'left':
        return t('party.notice.left', { name: person(notice.userId) })
      case 'removed':
        return t('party.notice.removed', { name: person(notice.userId) })
      case 'role':
        return t('party.notice.role', { name: person(notice.userId), role: t(roleWords[notice.role]) })
      case 'character-created':
        return t('party.notice.character-created', { name: notice.name, player: person(notice.ownerId) })
      case 'character-updated':
        return t('party.notice.character-updated', { name: notice.name })
      case 'character-deleted': {
        const name = names.character(notice.characterId)
        if (name === null) return t('party.notice.character-gone')
        return t('party.notice.character-deleted', { name })
      }
      case 'archived':
        return t('party.notice.archived')
      case 'restored':
        return t('party.notice.restored')
      case 'renamed':
        return t('party.notice.renamed', { name: notice.name })
    }
  }
}
