import { usePlatform } from '../../app/platform-context.ts'
import { useText } from '../../i18n/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { Icon } from '../../ui/icon.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import type { SheetField } from './character-queries.ts'
import styles from './counter-tile.module.css'
import { boundsOf, numberOf } from './field-value.ts'
import { getPointer } from './pointer.ts'
import { RollPress } from './roll-press.tsx'
import { useSheet } from './sheet-context.ts'
import { useRepeat } from './use-repeat.ts'

/** Something that goes up and down during play, with its bar: hit points, luck, charges. */
export function CounterTile({ field }: { field: SheetField }) {
  const { t, locale } = useText()
  const platform = usePlatform()
  const sheet = useSheet()
  const value = numberOf(field, sheet)
  const { minimum, maximum } = boundsOf(field, sheet)
  const label = field.label[locale]
  const bounded = field.maximumPointer !== undefined || field.maximum !== undefined
  const step = (by: number) => {
    const next = Math.min(maximum, Math.max(minimum, value + by))
    if (next === value) return
    platform.haptic('selection')
    sheet.edit(field, next)
  }
  const less = useRepeat(() => step(-1))
  const more = useRepeat(() => step(1))
  // Wounds begin at nothing and are bad when many; hit points begin full and are bad when few.
  const harm = getPointer(sheet.defaultSheet, field.pointer) === minimum
  const low = bounded && !harm && maximum > 0 && value / maximum <= 0.3
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in a row everywhere.
    <div className={styles.counter} role="group" aria-label={label}>
      <div className={styles.row}>
        {sheet.mayEdit && (
          <button
            type="button"
            className={styles.step}
            aria-label={t('character.less', { label })}
            disabled={value <= minimum}
            {...less}
          >
            <Icon name="minus" />
          </button>
        )}
        <div className={styles.middle}>
          <span className={styles.label}>{label}</span>
          <output className={styles.value} aria-live="polite">
            <b className={classNames(low && styles.low)}>{value}</b>
            {bounded && <small> / {maximum}</small>}
          </output>
        </div>
        {field.roll !== undefined && sheet.mayRoll && (
          <RollPress field={field} className={styles.step}>
            <Icon name="d6" label={field.roll.label[locale]} />
          </RollPress>
        )}
        {sheet.mayEdit && (
          <button
            type="button"
            className={styles.step}
            aria-label={t('character.more', { label })}
            disabled={value >= maximum}
            {...more}
          >
            <Icon name="plus" />
          </button>
        )}
      </div>
      {bounded && (
        <ProgressBar
          label={label}
          value={value - minimum}
          max={maximum - minimum}
          tone={low || harm ? 'danger' : 'moss'}
        />
      )}
    </div>
  )
}
