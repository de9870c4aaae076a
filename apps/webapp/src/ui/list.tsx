import type { ReactNode } from 'react'
import { useId } from 'react'
import { Link } from 'wouter'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import styles from './list.module.css'

export interface SectionProps {
  /** Set in small capitals between two brass lines. */
  title?: ReactNode
  /** A remark below the section. */
  footer?: ReactNode
  /** A control at the end of the title line. */
  action?: ReactNode
  children: ReactNode
}

/** A titled part of a screen. */
export function Section({ title, footer, action, children }: SectionProps) {
  const id = useId()
  return (
    <section className={styles.section} {...(title !== undefined && { 'aria-labelledby': id })}>
      {title !== undefined && (
        <div className={styles.heading}>
          <h2 id={id}>{title}</h2>
          <i aria-hidden="true" />
          {action}
        </div>
      )}
      {children}
      {footer !== undefined && <p className={styles.footer}>{footer}</p>}
    </section>
  )
}

/** A card of cells, divided by hairlines. */
export function List({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <ul className={styles.list} aria-label={label}>
      {children}
    </ul>
  )
}

export interface CellProps {
  /** An icon, an avatar or the like. */
  before?: ReactNode
  title: ReactNode
  subtitle?: ReactNode
  /** A value, a badge or a control at the end. */
  after?: ReactNode
  /** Address to open; the cell becomes a link with a chevron. */
  href?: string
  /** The cell becomes a button. */
  onPress?: () => void
  tone?: 'plain' | 'danger' | 'brass'
  disabled?: boolean
}

/** A row of a list: text alone, a link or a button. Put it into `List`. */
export function Cell(props: CellProps) {
  const { before, title, subtitle, after, href, onPress, tone = 'plain', disabled = false } = props
  const content = (
    <>
      {before !== undefined && <span className={styles.before}>{before}</span>}
      <span className={styles.text}>
        <span className={styles.title}>{title}</span>
        {subtitle !== undefined && <span className={styles.subtitle}>{subtitle}</span>}
      </span>
      {after !== undefined && <span className={styles.after}>{after}</span>}
      {href !== undefined && (
        <span className={styles.chevron}>
          <Icon name="chevron" size={18} />
        </span>
      )}
    </>
  )
  const className = classNames(styles.cell, tone !== 'plain' && styles[tone])
  if (href !== undefined) {
    return (
      <li>
        <Link href={href} className={classNames(className, styles.pressable)}>
          {content}
        </Link>
      </li>
    )
  }
  if (onPress !== undefined) {
    return (
      <li>
        <button
          type="button"
          className={classNames(className, styles.pressable)}
          onClick={onPress}
          disabled={disabled}
        >
          {content}
        </button>
      </li>
    )
  }
  return (
    <li>
      <div className={className}>{content}</div>
    </li>
  )
}
