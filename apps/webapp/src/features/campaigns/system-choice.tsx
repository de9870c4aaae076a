import type { ResultOf } from '@rpg-bot/rpg_sdk'
import { useId } from 'react'
import { usePlatform } from '../../app/platform-context.ts'
import { useText } from '../../i18n/use-text.ts'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-names.ts'
import styles from './system-choice.module.css'

export interface SystemChoiceProps {
  systems: ResultOf<'listSystems'>['items']
  value: string
  onChange: (systemId: string) => void
}

/** A die for each rule system, so that they differ at a glance. */
const dice: readonly IconName[] = ['d20', 'd6', 'd10', 'd12', 'd8']

/** One of the rule systems, as plates with what each is like. */
export function SystemChoice({ systems, value, onChange }: SystemChoiceProps) {
  const { t, locale } = useText()
  const platform = usePlatform()
  const name = useId()
  return (
    <fieldset className={styles.choice}>
      <legend className="visually-hidden">{t('campaigns.field.system')}</legend>
      {systems.map((system, index) => (
        <label key={system.id} className={styles.plate}>
          <input
            type="radio"
            name={name}
            checked={system.id === value}
            onChange={() => {
              platform.haptic('selection')
              onChange(system.id)
            }}
          />
          <Icon name={dice[index % dice.length] ?? 'd20'} size={38} />
          <span>
            <b>{system.name[locale]}</b>
            <small>{system.description[locale]}</small>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
