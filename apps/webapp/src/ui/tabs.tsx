import { type ReactNode, useId, useRef } from 'react'
import { classNames } from './class-names.ts'
import styles from './tabs.module.css'

export interface Choice<V extends string> {
  value: V
  label: string
}

export interface TabsProps<V extends string> {
  label: string
  tabs: readonly Choice<V>[]
  value: V
  onChange: (value: V) => void
  /** The panel of the chosen tab. */
  children: ReactNode
}

/** Tabs inside a page with their panel. Arrow keys move, as the ARIA pattern asks. */
export function Tabs<V extends string>({ label, tabs, value, onChange, children }: TabsProps<V>) {
  const id = useId()
  const row = useRef<HTMLDivElement>(null)
  const move = (step: number) => {
    const index = tabs.findIndex((tab) => tab.value === value)
    const next = tabs[(index + step + tabs.length) % tabs.length]
    if (next === undefined) return
    onChange(next.value)
    row.current?.querySelector<HTMLElement>(`[data-value="${CSS.escape(next.value)}"]`)?.focus()
  }
  return (
    <div className={styles.tabs}>
      <div className={styles.row} role="tablist" aria-label={label} ref={row}>
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${id}-${tab.value}`}
            data-value={tab.value}
            aria-selected={tab.value === value}
            aria-controls={`${id}-panel`}
            tabIndex={tab.value === value ? 0 : -1}
            className={classNames(styles.tab, tab.value === value && styles.chosen)}
            onClick={() => onChange(tab.value)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowRight') move(1)
              if (event.key === 'ArrowLeft') move(-1)
            }}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`} className={styles.panel}>
        {children}
      </div>
    </div>
  )
}

export interface SegmentedProps<V extends string> {
  label: string
  choices: readonly Choice<V>[]
  value: V
  onChange: (value: V) => void
  disabled?: boolean
}

/** A choice of few, all visible: radio buttons in one plate. */
export function Segmented<V extends string>({
  label,
  choices,
  value,
  onChange,
  disabled,
}: SegmentedProps<V>) {
  const name = useId()
  return (
    <fieldset className={styles.segmented} disabled={disabled}>
      <legend className="visually-hidden">{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.segment}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
