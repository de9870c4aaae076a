import type { ReactNode } from 'react'
import styles from './badge.module.css'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-names.ts'

export interface BadgeProps {
  tone?: 'brass' | 'verdigris' | 'moss' | 'danger' | 'muted'
  icon?: IconName
  children: ReactNode
}

/** A short word beside something: a role, a state, a count. */
export function Badge({ tone = 'brass', icon, children }: BadgeProps) {
  return (
    <span className={classNames(styles.badge, styles[tone])}>
      {icon !== undefined && <Icon name={icon} size={13} />}
      {children}
    </span>
  )
}
