import { useText } from '../../../i18n/use-text.ts'
import { Icon } from '../../../ui/icon.tsx'
import styles from './dividers.module.css'

/** A new day begins here, in the reader's zone. */
export function DayDivider({ time }: { time: string }) {
  const { locale } = useText()
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' })
  return (
    <h2 className={styles.day}>
      <span>{day.format(new Date(time))}</span>
    </h2>
  )
}

export interface EveningDividerProps {
  opened: boolean
  number: number
  title: string | null
}

/** An evening begins or ends: a chapter of the campaign. */
export function EveningDivider({ opened, number, title }: EveningDividerProps) {
  const { t } = useText()
  return (
    <section className={opened ? styles.evening : styles.night}>
      <span className={styles.lamp}>
        <Icon name="party" size={opened ? 30 : 22} />
      </span>
      <p>{opened ? t('party.evening.opened', { number }) : t('party.evening.closed', { number })}</p>
      {title !== null && <h2>{title}</h2>}
      <i aria-hidden="true" />
    </section>
  )
}
