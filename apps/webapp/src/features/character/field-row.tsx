import { useText } from '../../i18n/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { Icon } from '../../ui/icon.tsx'
import type { SheetField } from './character-queries.ts'
import { CounterTile } from './counter-tile.tsx'
import styles from './field-row.module.css'
import { flagOf, numberView, pipsOf, textOf } from './field-value.ts'
import { Pips } from './pips.tsx'
import { RollPress } from './roll-press.tsx'
import { useSheet } from './sheet-context.ts'

/** A field of a list at play: name on the left, value on the right; what can be rolled is a button. */
export function FieldRow({ field, note = '' }: { field: SheetField; note?: string }) {
  const { t, locale } = useText()
  const sheet = useSheet()
  const label = (
    <span className={styles.label}>
      {field.label[locale]}
      {note !== '' && <small className={styles.note}>{note}</small>}
    </span>
  )
  if (field.kind === 'counter') return <CounterTile field={field} />
  if (field.kind === 'longtext') {
    return (
      <div className={styles.long}>
        {label}
        <p>{textOf(field, sheet)}</p>
      </div>
    )
  }
  if (field.kind === 'text' || field.kind === 'choice') {
    const value = textOf(field, sheet)
    const choice = field.options?.find((option) => option.value === value)?.label[locale]
    return (
      <div className={styles.row}>
        {label}
        <span className={styles.words}>{choice ?? value}</span>
      </div>
    )
  }
  if (field.kind === 'flag' && field.roll === undefined) {
    const set = flagOf(field, sheet)
    return (
      <button
        type="button"
        className={classNames(styles.row, styles.pressable)}
        aria-pressed={set}
        disabled={!sheet.mayEdit}
        onClick={() => sheet.edit(field, !set)}
      >
        {label}
        <Pips filled={set ? 1 : 0} of={1} />
        <span className="visually-hidden">{set ? t('character.flag.on') : t('character.flag.off')}</span>
      </button>
    )
  }
  const { main, side } = numberView(field, sheet)
  const pips = pipsOf(field, sheet)
  const figures = (
    <span className={styles.figures}>
      {pips === null ? side !== null && <small>{side}</small> : <Pips {...pips} />}
      <b>{main}</b>
    </span>
  )
  if (field.roll === undefined || !sheet.mayRoll) {
    return (
      <div className={styles.row}>
        {label}
        {figures}
      </div>
    )
  }
  return (
    <RollPress field={field} className={classNames(styles.row, styles.pressable)}>
      <span className={styles.die}>
        <Icon name={field.roll.expression.includes('d20') ? 'd20' : 'd6'} size={20} />
      </span>
      {label}
      {figures}
    </RollPress>
  )
}
