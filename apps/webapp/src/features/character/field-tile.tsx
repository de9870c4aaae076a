import { useText } from '../../i18n/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { Icon } from '../../ui/icon.tsx'
import type { SheetField } from './character-queries.ts'
import { CounterTile } from './counter-tile.tsx'
import styles from './field-tile.module.css'
import { flagOf, numberView, pipsOf, textOf } from './field-value.ts'
import { Pips } from './pips.tsx'
import { RollPress } from './roll-press.tsx'
import { useSheet } from './sheet-context.ts'

/** A field of a grid at play: a plate with a figure to read across the table. */
export function FieldTile({ field }: { field: SheetField }) {
  const { t, locale } = useText()
  const sheet = useSheet()
  if (field.kind === 'counter') return <CounterTile field={field} />
  const label = <span className={styles.label}>{field.label[locale]}</span>
  if (field.kind === 'flag' && field.roll === undefined) {
    const set = flagOf(field, sheet)
    return (
      <button
        type="button"
        className={classNames(styles.tile, styles.flag, set && styles.set)}
        aria-pressed={set}
        disabled={!sheet.mayEdit}
        onClick={() => sheet.edit(field, !set)}
      >
        {label}
        <span className={styles.lamp} aria-hidden="true" />
        <span className="visually-hidden">{set ? t('character.flag.on') : t('character.flag.off')}</span>
      </button>
    )
  }
  if (field.kind === 'text' || field.kind === 'longtext' || field.kind === 'choice') {
    const value = textOf(field, sheet)
    const choice = field.options?.find((option) => option.value === value)?.label[locale]
    return (
      <div className={styles.tile}>
        {label}
        <span className={styles.words}>{choice ?? (value === '' ? '—' : value)}</span>
      </div>
    )
  }
  const { main, side } = numberView(field, sheet)
  const pips = pipsOf(field, sheet)
  const content = (
    <>
      {label}
      <b className={classNames(styles.main, main.length > 3 && styles.long)}>{main}</b>
      {side !== null && <span className={styles.side}>{side}</span>}
      {pips !== null && <Pips {...pips} />}
    </>
  )
  if (field.roll === undefined || !sheet.mayRoll) return <div className={styles.tile}>{content}</div>
  return (
    <RollPress field={field} className={classNames(styles.tile, styles.roll)}>
      {content}
      <span className={styles.die}>
        <Icon name={field.roll.expression.includes('d20') ? 'd20' : 'd6'} size={18} />
      </span>
    </RollPress>
  )
}
