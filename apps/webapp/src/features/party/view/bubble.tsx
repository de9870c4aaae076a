import type { ReactNode } from 'react'
import { Avatar } from '../../../ui/avatar.tsx'
import { classNames } from '../../../ui/class-names.ts'
import styles from './bubble.module.css'

export interface BubbleProps {
  own: boolean
  /** Decides the seal: the character that speaks, or the person. */
  authorId: string
  name: string | null
  /** Who plays the character that speaks; null for words of the person. */
  player: string | null
  /** Goes on where the bubble above ended. */
  joined: boolean
  time: string
  fresh?: boolean
  /** A line below the words: on its way, refused. */
  state?: ReactNode
  failed?: boolean
  children: string
}

/** Words at the table. What a character says is set in the book face, what a person says in the plain one. */
export function Bubble(props: BubbleProps) {
  const { own, authorId, name, player, joined, time, fresh, state, failed, children } = props
  const played = player !== null
  return (
    <article
      className={classNames(
        styles.line,
        own && styles.own,
        joined && styles.joined,
        fresh === true && styles.fresh,
        failed === true && styles.failed,
      )}
    >
      <span className={styles.seal}>{!joined && <Avatar id={authorId} size={34} />}</span>
      <div className={classNames(styles.bubble, played && styles.played)}>
        <header className={joined ? 'visually-hidden' : undefined}>
          <strong>{name}</strong>
          {played && <small>{player}</small>}
        </header>
        <p className={styles.words}>
          {children}
          <time>{time}</time>
        </p>
        {state}
      </div>
    </article>
  )
}
