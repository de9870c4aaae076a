import { useText } from '../../../i18n/use-text.ts'
import { Icon } from '../../../ui/icon.tsx'
import type { Names } from '../feed/names.ts'
import type { Pending } from '../room/pending.ts'
import { refusalWords } from '../words.ts'
import { Bubble } from './bubble.tsx'
import styles from './pending-entry.module.css'

export interface PendingEntryProps {
  entry: Pending
  names: Names
  meId: string
  /** The line is down: it is sent when the line is back. */
  waits: boolean
  onRetry: () => void
  onDrop: () => void
}

/** One's own words before the server has them. */
export function PendingEntry({ entry, names, meId, waits, onRetry, onDrop }: PendingEntryProps) {
  const { t, time } = useText()
  const failed = entry.status === 'failed'
  const characterId = 'characterId' in entry.data ? (entry.data.characterId ?? null) : null
  const me = names.member(meId)
  return (
    <Bubble
      own
      authorId={characterId ?? meId}
      name={characterId === null ? me : names.character(characterId)}
      player={characterId === null ? null : me}
      joined={false}
      time={time(new Date(entry.at))}
      failed={failed}
      state={
        failed ? (
          <div className={styles.failed} role="alert">
            <span>
              <Icon name="warning" size={16} />
              {t(refusalWords(entry.code))}
            </span>
            <span className={styles.choices}>
              <button type="button" onClick={onRetry}>
                {t('party.pending.retry')}
              </button>
              <button type="button" onClick={onDrop}>
                {t('party.pending.drop')}
              </button>
            </span>
          </div>
        ) : (
          <small className={styles.sending}>
            {waits ? t('party.pending.waits') : t('party.pending.sending')}
          </small>
        )
      }
    >
      {'title' in entry.data
        ? [entry.data.title, entry.data.description].filter(Boolean).join('\n')
        : entry.data.text}
    </Bubble>
  )
}
