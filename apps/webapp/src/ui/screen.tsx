import { type ReactNode, useEffect } from 'react'
import styles from './screen.module.css'

export interface ScreenProps {
  title: string
  subtitle?: ReactNode
  /** Controls at the end of the title line. */
  actions?: ReactNode
  children: ReactNode
}

/** One page: its title in the display face, then its sections. Names the document as well. */
export function Screen({ title, subtitle, actions, children }: ScreenProps) {
  useEffect(() => {
    document.title = `${title} · RPG-Bot`
  }, [title])
  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        <div className={styles.titles}>
          <h1>{title}</h1>
          {subtitle !== undefined && <p>{subtitle}</p>}
        </div>
        {actions}
      </header>
      {children}
    </div>
  )
}
