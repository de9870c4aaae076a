import { type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes, useId } from 'react'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'
import styles from './field.module.css'

interface FieldText {
  label: string
  /** A remark below the field. */
  hint?: ReactNode
  /** What is wrong; the field is marked and a reader hears it. */
  error?: ReactNode
  /** Keeps the label for readers only. */
  hideLabel?: boolean
}

export interface InputProps
  extends FieldText,
    Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'style' | 'onChange' | 'value'> {
  value: string
  onChange: (value: string) => void
}

/** One line of text. */
export function Input({ label, hint, error, hideLabel, value, onChange, ...rest }: InputProps) {
  const id = useId()
  return (
    <Frame id={id} text={{ label, hint, error, ...(hideLabel !== undefined && { hideLabel }) }}>
      <input
        autoComplete="off"
        {...rest}
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={styles.control}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={hint !== undefined || error !== undefined ? `${id}-note` : undefined}
      />
    </Frame>
  )
}

export interface TextAreaProps
  extends FieldText,
    Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'className' | 'style' | 'onChange' | 'value'> {
  value: string
  onChange: (value: string) => void
}

/** Several lines of text; grows with its content. */
export function TextArea({ label, hint, error, hideLabel, value, onChange, ...rest }: TextAreaProps) {
  const id = useId()
  return (
    <Frame id={id} text={{ label, hint, error, ...(hideLabel !== undefined && { hideLabel }) }}>
      <textarea
        rows={3}
        {...rest}
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={classNames(styles.control, styles.area)}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={hint !== undefined || error !== undefined ? `${id}-note` : undefined}
      />
    </Frame>
  )
}

function Frame({ id, text, children }: { id: string; text: FieldText; children: ReactNode }) {
  const note = text.error ?? text.hint
  return (
    <div className={classNames(styles.field, text.error !== undefined && styles.wrong)}>
      <label htmlFor={id} className={text.hideLabel === true ? 'visually-hidden' : styles.label}>
        {text.label}
      </label>
      {children}
      {note !== undefined && (
        <p id={`${id}-note`} className={styles.note} {...(text.error !== undefined && { role: 'alert' })}>
          {note}
        </p>
      )}
    </div>
  )
}

export interface SwitchProps {
  label: ReactNode
  hint?: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
}

/** On or off, with its label; a row of its own. */
export function Switch({ label, hint, checked, onChange, disabled }: SwitchProps) {
  return (
    <label className={styles.switch}>
      <span className={styles.switchText}>
        {label}
        {hint !== undefined && <small>{hint}</small>}
      </span>
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <i aria-hidden="true" />
    </label>
  )
}

export interface StepperProps {
  label: string
  value: number
  onChange: (value: number) => void
  min?: number
  max?: number
  step?: number
  /** How the value is shown, for example with a sign. */
  format?: (value: number) => string
  /** Spoken names of the two buttons. */
  decrease: string
  increase: string
}

/** A number between two buttons. */
export function Stepper(props: StepperProps) {
  const { label, value, onChange, min = 0, max = 99, step = 1, format = String, decrease, increase } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in a row everywhere.
    <div className={styles.stepper} role="group" aria-label={label}>
      <IconButton
        icon="minus"
        label={decrease}
        disabled={value <= min}
        onClick={() => onChange(Math.max(min, value - step))}
      />
      <output aria-live="polite">{format(value)}</output>
      <IconButton
        icon="plus"
        label={increase}
        disabled={value >= max}
        onClick={() => onChange(Math.min(max, value + step))}
      />
    </div>
  )
}
