import type { PartyEvent } from '@rpg-bot/rpg_sdk/party'
import { useText } from '../../i18n/use-text.ts'
import { IconButton } from '../../ui/button.tsx'
import { useToast } from '../../ui/toast.tsx'
import styles from './developer.module.css'

/** One event of the stream, folded to its place and type; its JSON is text. */
export function RawEvent({ event }: { event: PartyEvent }) {
  const { t, time } = useText()
  const toast = useToast()
  const json = JSON.stringify(event, null, 2)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(json)
      toast(t('settings.developer.copied'), 'success')
    } catch {
      // Web views may forbid it; the text can still be selected.
      toast(t('settings.developer.not-copied'), 'danger')
    }
  }
  return (
    <li className={styles.event}>
      <details>
        <summary>
          <span className={styles.place}>{Number(event.sequence)}</span>
          <code>{event.type.replace(/^io\.rpgbot\./, '')}</code>
          <time>{time(event.time)}</time>
        </summary>
        <div className={styles.json}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling part has to be reachable by keys. */}
          <pre tabIndex={0}>{json}</pre>
          <IconButton icon="copy" label={t('settings.developer.copy')} onClick={() => void copy()} />
        </div>
      </details>
    </li>
  )
}
