import { type MessageId, msg } from '../../i18n/message-id.ts'
import { useText } from '../../i18n/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-names.ts'
import type { AutosaveState } from './autosave-state.ts'
import styles from './save-mark.module.css'

const marks: Record<AutosaveState, { icon: IconName; text: MessageId; tone?: 'busy' | 'trouble' }> = {
  saved: { icon: 'check', text: msg('character.save.saved') },
  waiting: { icon: 'edit', text: msg('character.save.waiting'), tone: 'busy' },
  saving: { icon: 'refresh', text: msg('character.save.saving'), tone: 'busy' },
  behind: { icon: 'refresh', text: msg('character.save.saving'), tone: 'busy' },
  merging: { icon: 'refresh', text: msg('character.save.merging'), tone: 'busy' },
  offline: { icon: 'no-signal', text: msg('character.save.offline'), tone: 'trouble' },
  refused: { icon: 'warning', text: msg('character.save.refused'), tone: 'trouble' },
}

/** Whether what is on the screen is on the server. */
export function SaveMark({ state }: { state: AutosaveState }) {
  const { t } = useText()
  const { icon, text, tone } = marks[state]
  return (
    <span className={classNames(styles.mark, tone !== undefined && styles[tone])} role="status">
      <Icon name={icon} size={16} />
      {t(text)}
    </span>
  )
}
