import { useText } from '../../i18n/use-text.ts'
import { Icon } from '../../ui/icon.tsx'
import { Segmented } from '../../ui/tabs.tsx'
import styles from './roll-bar.module.css'
import type { Advantage } from './roll-expression.ts'
import type { Visibility } from './use-roll.ts'
import { visibilityWords } from './visibility-words.ts'

export interface RollBarProps {
  /** The sheet has rolls of a single d20. */
  withAdvantage: boolean
  advantage: Advantage
  onAdvantage: (advantage: Advantage) => void
  visibility: Visibility
  /** Opens the choice of who sees it. */
  onVisibility: () => void
}

/** How the next roll is made, within reach of a thumb. */
export function RollBar(props: RollBarProps) {
  const { withAdvantage, advantage, onAdvantage, visibility, onVisibility } = props
  const { t } = useText()
  const sees = visibilityWords[visibility]
  return (
    <div className={styles.bar}>
      {withAdvantage ? (
        <div className={styles.modes}>
          <Segmented
            label={t('character.roll.mode')}
            value={advantage}
            onChange={onAdvantage}
            choices={[
              { value: 'disadvantage', label: t('character.roll.dis') },
              { value: 'none', label: t('character.roll.plain') },
              { value: 'advantage', label: t('character.roll.adv') },
            ]}
          />
        </div>
      ) : (
        <p className={styles.hint}>{t('character.roll.tap')}</p>
      )}
      <button
        type="button"
        className={styles.sees}
        onClick={onVisibility}
        aria-label={t('character.sees.choose', { who: t(sees.word) })}
      >
        <Icon name={sees.icon} size={22} />
        <small>{t(sees.word)}</small>
      </button>
    </div>
  )
}
