import { useEffect, useRef } from 'react'
import { useText } from '../../../i18n/use-text.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { SkeletonBlock } from '../../../ui/skeleton.tsx'
import type { TableStatus } from '../room/table-status.ts'
import type { TableMember } from '../table-facts.ts'
import { statusWords } from '../words.ts'
import styles from './table-header.module.css'

export interface TableHeaderProps {
  /** Name of the campaign; null while it is on its way. */
  name: string | null
  status: TableStatus
  members: readonly TableMember[]
  /** An evening is being played. */
  evening: boolean
  onMembers: () => void
}

/** Seals that fit beside the name on the narrowest phone. */
const seals = 3

/** Stays above the feed: where we are, whether the line is alive, who sits here. */
export function TableHeader({ name, status, members, evening, onMembers }: TableHeaderProps) {
  const { t } = useText()
  const header = useTopEdge()
  useEffect(() => {
    document.title = `${name ?? t('party.title')} · RPG-Bot`
  }, [name, t])
  const live = status === 'live'
  return (
    <header className={styles.header} ref={header}>
      <div className={styles.told}>
        {name === null ? (
          <>
            <h1 className="visually-hidden">{t('party.title')}</h1>
            <SkeletonBlock height={20} width="60%" />
          </>
        ) : (
          <h1>{name}</h1>
        )}
        <p className={classNames(styles.status, styles[status])} role="status">
          <i aria-hidden="true" />
          <span>{live && evening ? t('party.status.evening') : t(statusWords[status])}</span>
        </p>
      </div>
      <button
        type="button"
        className={styles.members}
        onClick={onMembers}
        aria-label={t('party.members.open', { count: members.length })}
      >
        {members.slice(0, seals).map(({ userId }) => (
          <Avatar key={userId} id={userId} size={30} />
        ))}
        {/* The whole number: it is a part of the spoken name, too. */}
        {members.length > seals && <span className={styles.more}>{members.length}</span>}
      </button>
    </header>
  )
}

/** The shell keeps its own strip at the top edge (a banner, a back button): the header stays below it. */
function useTopEdge() {
  const header = useRef<HTMLElement>(null)
  useEffect(() => {
    const strip = header.current?.closest('main')?.previousElementSibling
    if (strip === null || strip === undefined) return
    const measure = () =>
      document.documentElement.style.setProperty('--top-edge', `${strip.getBoundingClientRect().height}px`)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(strip)
    return () => {
      observer.disconnect()
      document.documentElement.style.removeProperty('--top-edge')
    }
  }, [])
  return header
}
