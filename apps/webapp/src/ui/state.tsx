import type { ReactNode } from 'react'
import { Illustration, type IllustrationName } from './illustration.tsx'
import styles from './state.module.css'

export interface EmptyStateProps {
  illustration: IllustrationName
  title: ReactNode
  text?: ReactNode
  /** One or two buttons. */
  actions?: ReactNode
  /** Small print: a code to quote, a hint. */
  note?: ReactNode
  /** Fills the screen instead of standing in a page. */
  full?: boolean
}

/** A screen or a part of one with nothing to show yet, said kindly. */
export function EmptyState({ illustration, title, text, actions, note, full = false }: EmptyStateProps) {
  // A screen of its own has a title of the first rank.
  const Title = full ? 'h1' : 'h2'
  return (
    <div className={full ? `${styles.state} ${styles.full}` : styles.state}>
      <Illustration name={illustration} />
      <Title>{title}</Title>
      {text !== undefined && <p className={styles.text}>{text}</p>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      {note !== undefined && <p className={styles.note}>{note}</p>}
    </div>
  )
}

/** Something failed. The same shape, announced at once. */
export function ErrorState(props: EmptyStateProps) {
  return (
    <div role="alert" className={props.full === true ? styles.alert : undefined}>
      <EmptyState {...props} />
    </div>
  )
}
