import { Link } from 'wouter'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-names.ts'
import styles from './tab-bar.module.css'

export interface TabBarItem {
  href: string
  label: string
  icon: IconName
  active: boolean
  /** Number of new things; 0 shows nothing. */
  count?: number
}

/** The main navigation at the lower edge. */
export function TabBar({ label, items }: { label: string; items: readonly TabBarItem[] }) {
  return (
    <nav className={styles.bar} aria-label={label}>
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          className={classNames(styles.tab, item.active && styles.active)}
          aria-current={item.active ? 'page' : undefined}
        >
          <span className={styles.icon}>
            <Icon name={item.icon} size={26} />
            {item.count !== undefined && item.count > 0 && (
              <b className={styles.count}>{item.count > 99 ? '99+' : item.count}</b>
            )}
          </span>
          <span className={styles.label}>{item.label}</span>
        </Link>
      ))}
    </nav>
  )
}
