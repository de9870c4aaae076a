import { useText } from '../../i18n/use-text.ts'
import { Input, Stepper, Switch, TextArea } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import type { SheetField } from './character-queries.ts'
import styles from './field-editor.module.css'
import { boundsOf, flagOf, maxLengthOf, numberOf, pointerOf, signed, textOf } from './field-value.ts'
import { useSheet } from './sheet-context.ts'

/** From this distance on between the bounds, typing beats pressing a button. */
const typedFrom = 40

/** The control that edits a field, by its kind. */
export function FieldEditor({ field }: { field: SheetField }) {
  const { t, locale } = useText()
  const sheet = useSheet()
  const label = field.label[locale]
  const refused = sheet.faults.some((fault) => fault.startsWith(pointerOf(field)))
  const error = refused ? { error: t('character.refused-field') } : {}
  const maxLength = maxLengthOf(sheet.sheetSchema, field.pointer)
  const limit = maxLength === undefined ? {} : { maxLength }
  const change = (value: unknown) => sheet.edit(field, value)
  switch (field.kind) {
    case 'text':
      return <Input label={label} value={textOf(field, sheet)} onChange={change} {...limit} {...error} />
    case 'longtext':
      return <TextArea label={label} value={textOf(field, sheet)} onChange={change} {...limit} {...error} />
    case 'flag':
      return (
        <div className={styles.flag}>
          <Switch label={label} checked={flagOf(field, sheet)} onChange={change} />
        </div>
      )
    case 'choice':
      return (
        <Select
          label={label}
          value={textOf(field, sheet)}
          onChange={change}
          choices={(field.options ?? []).map(({ value, label }) => ({ value, label: label[locale] }))}
        />
      )
    case 'number':
    case 'counter':
      return <NumberEditor field={field} label={label} onChange={change} error={error} />
  }
}

interface NumberEditorProps {
  field: SheetField
  label: string
  onChange: (value: number) => void
  error: { error?: string }
}

function NumberEditor({ field, label, onChange, error }: NumberEditorProps) {
  const { t } = useText()
  const sheet = useSheet()
  const value = numberOf(field, sheet)
  const { minimum, maximum } = boundsOf(field, sheet)
  if (maximum - minimum >= typedFrom) {
    return (
      <Input
        label={label}
        inputMode={minimum < 0 ? 'text' : 'numeric'}
        value={String(value)}
        onFocus={(event) => event.target.select()}
        onChange={(text) => {
          const digits = text.replace(/[^\d−-]/g, '').replace('−', '-')
          const typed = Number.parseInt(digits, 10)
          onChange(Math.min(maximum, Math.max(minimum, Number.isNaN(typed) ? 0 : typed)))
        }}
        {...error}
      />
    )
  }
  return (
    <div className={styles.number}>
      <span>{label}</span>
      <Stepper
        label={label}
        value={value}
        min={minimum}
        max={maximum}
        onChange={onChange}
        {...(minimum < 0 && { format: signed })}
        decrease={t('character.less', { label })}
        increase={t('character.more', { label })}
      />
      {error.error !== undefined && <em role="alert">{error.error}</em>}
    </div>
  )
}
