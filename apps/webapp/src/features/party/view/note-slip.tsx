import { useText } from '../../../i18n/use-text.ts'
import { Icon } from '../../../ui/icon.tsx'
import styles from './note-slip.module.css'

export interface NoteSlipProps {
  author: string
  time: string
  text: string
}

/** A slip of paper pinned to the table: something to remember. */
export function NoteSlip({ author, time, text }: NoteSlipProps) {
  const { t } = useText()
  return (
    <article className={styles.slip}>
      <header>
        <Icon name="scroll" size={18} />
        <strong>{t('party.note.title')}</strong>
        <span>{author}</span>
        <time>{time}</time>
      </header>
      <p>{text}</p>
    </article>
  )
}
