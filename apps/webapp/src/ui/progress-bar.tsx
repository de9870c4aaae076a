import { classNames } from './class-names.ts'
import styles from './progress-bar.module.css'

export interface ProgressBarProps {
  label: string
  value: number
  max: number
  tone?: 'brass' | 'moss' | 'danger' | 'verdigris'
}

/** How much of something there is: hit points, a mission, an upload. */
export function ProgressBar({ label, value, max, tone = 'brass' }: ProgressBarProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0
  return (
    <div
      className={classNames(styles.bar, styles[tone])}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
    >
      <i style={{ transform: `scaleX(${share})` }} />
    </div>
  )
}
