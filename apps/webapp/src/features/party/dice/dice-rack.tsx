import { usePlatform } from '../../../app/platform-context.ts'
import { useText } from '../../../i18n/use-text.ts'
import { DieFace } from '../../../ui/die-face.tsx'
import { Stepper } from '../../../ui/field.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Segmented } from '../../../ui/tabs.tsx'
import styles from './dice-rack.module.css'
import { keepable, type Tray, type TrayEvent, traySides } from './tray-state.ts'

export interface DiceRackProps {
  tray: Tray
  change: (event: TrayEvent) => void
}

const signed = (value: number) => (value > 0 ? `+${value}` : String(value).replace('-', '−'))

/** The dice to tap, their bonus, and luck. */
export function DiceRack({ tray, change }: DiceRackProps) {
  const { t } = useText()
  const platform = usePlatform()
  const press = (event: TrayEvent) => {
    platform.haptic('selection')
    change(event)
  }
  const best = keepable(tray)
  const countOf = (sides: number) => tray.dice.find((handful) => handful.sides === sides)?.count ?? 0
  return (
    <>
      <ul className={styles.rack}>
        {traySides.map((sides) => {
          const count = countOf(sides)
          return (
            <li key={sides}>
              <button
                type="button"
                className={styles.die}
                aria-label={t('party.dice.add', { sides })}
                onClick={() => press({ type: 'die-added', sides })}
              >
                <DieFace sides={sides} value={sides} size={46} />
              </button>
              {count > 0 && (
                <button
                  type="button"
                  className={styles.count}
                  aria-label={t('party.dice.remove', { count, sides })}
                  onClick={() => press({ type: 'die-removed', sides })}
                >
                  {count}
                </button>
              )}
            </li>
          )
        })}
        <li className={styles.clear}>
          <button
            type="button"
            aria-label={t('party.dice.clear')}
            disabled={tray.dice.length === 0 && tray.typed === null && tray.modifier === 0}
            onClick={() => press({ type: 'emptied' })}
          >
            <Icon name="close" size={20} />
          </button>
        </li>
      </ul>
      {tray.typed === null && (
        <>
          <Segmented
            label={t('party.dice.luck')}
            value={tray.luck}
            choices={[
              { value: 'disadvantage', label: t('party.dice.disadvantage') },
              { value: 'plain', label: t('party.dice.plain') },
              { value: 'advantage', label: t('party.dice.advantage') },
            ]}
            onChange={(luck) => press({ type: 'luck-set', luck })}
          />
          <div className={styles.row}>
            <span>{t('party.dice.modifier')}</span>
            <Stepper
              label={t('party.dice.modifier')}
              value={tray.modifier}
              min={-99}
              max={99}
              format={signed}
              decrease={t('party.dice.modifier-less')}
              increase={t('party.dice.modifier-more')}
              onChange={(value) => press({ type: 'modifier-set', value })}
            />
          </div>
          {best !== null && (
            <div className={styles.row}>
              <span>{t('party.dice.keep', { count: best.count, sides: best.sides })}</span>
              <Stepper
                label={t('party.dice.keep', { count: best.count, sides: best.sides })}
                value={tray.keep ?? best.count}
                min={1}
                max={best.count}
                decrease={t('party.dice.keep-fewer')}
                increase={t('party.dice.keep-more')}
                onChange={(keep) => press({ type: 'keep-set', keep: keep >= best.count ? null : keep })}
              />
            </div>
          )}
        </>
      )}
    </>
  )
}
