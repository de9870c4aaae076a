import { useEffect, useEffectEvent } from 'react'
import { useText } from '../../i18n/use-text.ts'
import { Badge } from '../../ui/badge.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RollCard } from '../../ui/roll-card.tsx'
import styles from './roll-tray.module.css'
import type { TrayState } from './use-roll.ts'
import { visibilityWords } from './visibility-words.ts'

/** How long a result stays by itself. Milliseconds. */
const lifetime = 14_000

/** The dice just thrown, over the lower edge of the sheet. */
export function RollTray({ tray, onClear }: { tray: TrayState; onClear: () => void }) {
  const { t } = useText()
  const clear = useEffectEvent(onClear)
  const landed = tray.status === 'landed' ? tray.roll.id : null
  useEffect(() => {
    if (landed === null) return undefined
    const timer = setTimeout(() => clear(), lifetime)
    return () => clearTimeout(timer)
  }, [landed])
  return (
    <div className={styles.tray} role="status">
      {tray.status === 'rolling' && (
        <div className={styles.rolling}>
          <span>
            <Icon name="d20" size={44} />
          </span>
          <b>{tray.label}</b>
          <small>{t('character.roll.rolling')}</small>
        </div>
      )}
      {tray.status === 'landed' && (
        <div className={styles.landed} key={tray.roll.id}>
          <RollCard
            roll={tray.roll}
            reveal
            {...(tray.roll.visibility !== 'public' && {
              badge: (
                <Badge tone="verdigris" icon={visibilityWords[tray.roll.visibility].icon}>
                  {t(visibilityWords[tray.roll.visibility].word)}
                </Badge>
              ),
            })}
          />
          <span className={styles.close}>
            <IconButton icon="close" label={t('character.roll.clear')} onClick={onClear} />
          </span>
        </div>
      )}
    </div>
  )
}
