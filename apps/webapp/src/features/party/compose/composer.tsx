import { type FormEvent, type KeyboardEvent, useRef } from 'react'
import { Link } from 'wouter'
import { usePlatform } from '../../../app/platform-context.ts'
import { useText } from '../../../i18n/use-text.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { IconButton } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import type { TableCharacter } from '../table-facts.ts'
import type { Silence } from '../table-view.tsx'
import { useStored } from '../use-stored.ts'
import styles from './composer.module.css'
import { type Draft, readyText, remaining } from './draft.ts'

export interface ComposerProps {
  campaignId: string
  /** The character that speaks; null: the person. */
  speaker: TableCharacter | null
  meId: string
  /** Why nothing can be said here, or null. */
  silence: Silence
  onSay: (text: string) => void
  onVoice: () => void
  onDice: () => void
}

/** Where a person speaks and takes up the dice. What was begun survives a reload. */
export function Composer(props: ComposerProps) {
  const { campaignId, speaker, meId, silence, onSay, onVoice, onDice } = props
  const { t } = useText()
  const platform = usePlatform()
  const [stored, setText] = useStored(`rpg.party.draft.${campaignId}`)
  const field = useRef<HTMLTextAreaElement>(null)
  const text: Draft = stored ?? ''
  const ready = readyText(text)
  const left = remaining(text)
  if (silence !== null) {
    return (
      <div className={styles.silence}>
        <p>
          {silence === 'spectator'
            ? t('party.silence.spectator')
            : silence === 'archived'
              ? t('party.silence.archived')
              : t('party.removed.text')}
        </p>
        {silence === 'removed' && <Link href="~/campaigns">{t('party.removed.leave')}</Link>}
      </div>
    )
  }
  const say = () => {
    if (ready === null) return
    onSay(ready)
    setText(null)
    field.current?.focus()
  }
  return (
    <form
      className={styles.composer}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        say()
      }}
    >
      <button
        type="button"
        className={styles.voice}
        onClick={onVoice}
        aria-label={t('party.compose.voice', { name: speaker?.name ?? t('party.voice.self') })}
      >
        <Avatar id={speaker?.id ?? meId} size={36} />
        <i aria-hidden="true">
          <Icon name="plus" size={12} />
        </i>
      </button>
      <div className={styles.box}>
        {speaker !== null && <span className={styles.speaker}>{speaker.name}</span>}
        <textarea
          ref={field}
          rows={1}
          value={text}
          maxLength={4000}
          placeholder={speaker === null ? t('party.compose.say') : t('party.compose.say-as')}
          aria-label={t('party.compose.label')}
          enterKeyHint="enter"
          onChange={(event) => setText(event.target.value === '' ? null : event.target.value)}
          onKeyDown={(event) => {
            if (!sendsByEnter(event)) return
            event.preventDefault()
            say()
          }}
        />
        {left !== null && <small className={styles.left}>{left}</small>}
      </div>
      {ready !== null && <IconButton icon="send" label={t('party.compose.send')} type="submit" />}
      <button
        type="button"
        className={styles.dice}
        aria-label={t('party.compose.dice')}
        onClick={() => {
          platform.haptic('impact-light')
          onDice()
        }}
      >
        <Icon name="d20" size={28} />
      </button>
    </form>
  )
}

/** With a real keyboard Enter speaks; on a touch screen it begins a new line. */
function sendsByEnter(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return false
  return window.matchMedia('(pointer: fine)').matches
}
