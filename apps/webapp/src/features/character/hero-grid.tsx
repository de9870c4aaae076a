import type { ReactNode } from 'react'
import styles from './hero-grid.module.css'

/** Cards of characters side by side. */
export function HeroGrid({ children }: { children: ReactNode }) {
  return <ul className={styles.grid}>{children}</ul>
}
