import type { ReactNode } from 'react'
import styles from './banner.module.css'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-names.ts'

export interface BannerProps {
  tone?: 'info' | 'warning' | 'danger'
  icon?: IconName
  /** Shows that work goes on: the icon turns. */
  busy?: boolean
  /** Stands within a page instead of above it. */
  inset?: boolean
  children: ReactNode
  action?: ReactNode
}

/** A line above the page about the state of things: offline, reconnecting, degraded. */
export function Banner(props: BannerProps) {
  const { tone = 'info', icon = 'warning', busy = false, inset = false, children, action } = props
  return (
    <div className={classNames(styles.banner, styles[tone], inset && styles.inset)} role="status">
      <span className={classNames(styles.icon, busy && styles.turning)}>
        <Icon name={busy ? 'refresh' : icon} size={18} />
      </span>
      <span className={styles.text}>{children}</span>
      {action}
    </div>
  )
}
