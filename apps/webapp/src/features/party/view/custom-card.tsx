import { useText } from '../../../i18n/use-text.ts'
import { Icon } from '../../../ui/icon.tsx'
import styles from './custom-card.module.css'

export interface CustomCardProps {
  name: string
  payload: Readonly<Record<string, unknown>>
  author: string
}

/** An event of somebody's integration, folded. Its payload is shown as text, never as markup. */
export function CustomCard({ name, payload, author }: CustomCardProps) {
  const { t } = useText()
  return (
    <details className={styles.custom}>
      <summary>
        <Icon name="code" size={16} />
        <span>{t('party.custom.sent', { author })}</span>
        <code>{name}</code>
      </summary>
      <pre>{JSON.stringify(payload, null, 2)}</pre>
    </details>
  )
}
