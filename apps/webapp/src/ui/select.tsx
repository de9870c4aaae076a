import { useId } from 'react'
import { Icon } from './icon.tsx'
import styles from './select.module.css'
import type { Choice } from './tabs.tsx'

export interface SelectProps<V extends string> {
  label: string
  choices: readonly Choice<V>[]
  value: V
  onChange: (value: V) => void
  /** Keeps the label for readers only. */
  hideLabel?: boolean
}

/** One of many: the client's own picker, which is best under a thumb. */
export function Select<V extends string>({
  label,
  choices,
  value,
  onChange,
  hideLabel = false,
}: SelectProps<V>) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      <span className={styles.frame}>
        <select id={id} value={value} onChange={(event) => onChange(event.target.value as V)}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
        <Icon name="chevron" size={18} />
      </span>
    </div>
  )
}
