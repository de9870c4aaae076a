import type { ButtonHTMLAttributes, ReactNode } from 'react'
import styles from './button.module.css'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-names.ts'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'style'> {
  /** `primary` is a brass plate, `secondary` an outline, `quiet` plain text, `danger` an ember outline. */
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger'
  icon?: IconName
  /** Takes the whole width. */
  wide?: boolean
  /** Work is under way: presses are refused, a reader hears it. */
  busy?: boolean
  children: ReactNode
}

export function Button(props: ButtonProps) {
  const { variant = 'primary', icon, wide = false, busy = false, disabled, children, ...rest } = props
  return (
    <button
      type="button"
      {...rest}
      className={classNames(styles.button, styles[variant], wide && styles.wide, busy && styles.busy)}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
    >
      {icon !== undefined && <Icon name={icon} size={20} />}
      <span>{children}</span>
    </button>
  )
}

export interface IconButtonProps
  extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'style' | 'children'> {
  icon: IconName
  /** Spoken name; an icon alone says nothing. */
  label: string
  tone?: 'plain' | 'brass'
}

/** A round button with an icon, 44 px at least. */
export function IconButton({ icon, label, tone = 'plain', ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classNames(styles.round, tone === 'brass' && styles.primary)}
      aria-label={label}
      title={label}
    >
      <Icon name={icon} />
    </button>
  )
}
