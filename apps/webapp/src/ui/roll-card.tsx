import type { ReactNode } from 'react'
import { useText } from '../i18n/use-text.ts'
import { classNames } from './class-names.ts'
import { DieFace } from './die-face.tsx'
import styles from './roll-card.module.css'
import { diceToDraw, type RollView, rollMood } from './roll-view.ts'

export interface RollCardProps {
  roll: RollView
  /** Who rolled: an avatar and a name. */
  author?: ReactNode
  /** When, already formatted. */
  time?: string
  /** For rolls that not everybody sees: a badge. */
  badge?: ReactNode
  /** Dice tumble in and the total lands last. For a roll that has just happened, not for history. */
  reveal?: boolean
}

/** A roll as it is shown to the table: what was asked, how every die fell, and the total, large. */
export function RollCard({ roll, author, time, badge, reveal = false }: RollCardProps) {
  const { t, number } = useText()
  const mood = rollMood(roll)
  const { dice, more } = diceToDraw(roll)
  const landed = reveal ? 140 + Math.min(dice.length, 8) * 70 + 260 : undefined
  const delay = landed === undefined ? undefined : { animationDelay: `${landed}ms` }
  return (
    <article className={classNames(styles.card, styles[mood], reveal && styles.reveal)}>
      {(author !== undefined || time !== undefined || badge !== undefined) && (
        <header className={styles.header}>
          <span className={styles.author}>{author}</span>
          {badge}
          {time !== undefined && <time>{time}</time>}
        </header>
      )}
      <div className={styles.body}>
        <div className={styles.told}>
          {roll.label !== null && <h3>{roll.label}</h3>}
          <code>{roll.printed}</code>
          <ul className={styles.dice} aria-label={t('ui.roll.dice')}>
            {dice.map((die, index) => (
              <li key={die.key}>
                <DieFace
                  sides={die.sides}
                  value={die.value}
                  kept={die.kept}
                  mood={die.kept && die.sides === 20 ? mood : 'plain'}
                  size={dice.length > 8 ? 32 : 40}
                  label={
                    die.kept
                      ? t('ui.roll.die', { sides: die.sides, value: die.value })
                      : t('ui.roll.die-dropped', { sides: die.sides, value: die.value })
                  }
                  {...(reveal && { revealAfter: Math.min(index, 8) * 70 })}
                />
              </li>
            ))}
            {more > 0 && <li className={styles.more}>{t('ui.roll.more', { count: more })}</li>}
          </ul>
        </div>
        <div className={styles.total} style={delay}>
          <svg viewBox="0 0 96 96" aria-hidden="true">
            <path className={styles.frame} d="M48 3 87 25.5v45L48 93 9 70.5v-45Z" />
            <path className={styles.inner} d="M48 11 80 29.5v37L48 85 16 66.5v-37Z" />
            <path
              className={styles.rivets}
              d="M48 3v8M87 25.5l-7 4M87 70.5l-7-4M48 93v-8M9 70.5l7-4M9 25.5l7 4"
            />
          </svg>
          <output className={String(roll.total).length > 4 ? styles.long : undefined}>
            <span className="visually-hidden">{t('ui.roll.total')} </span>
            {number(roll.total)}
          </output>
        </div>
      </div>
      {mood !== 'plain' && (
        <p className={styles.verdict} style={delay}>
          {mood === 'crit' ? t('ui.roll.crit') : t('ui.roll.fumble')}
        </p>
      )}
      {roll.comment !== null && <p className={styles.comment}>{roll.comment}</p>}
    </article>
  )
}
