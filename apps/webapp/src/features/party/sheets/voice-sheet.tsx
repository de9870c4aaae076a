import { usePlatform } from '../../../app/platform-context.ts'
import { useText } from '../../../i18n/use-text.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Cell, List, Section } from '../../../ui/list.tsx'
import { Sheet } from '../../../ui/sheet.tsx'
import type { TableCharacter } from '../table-facts.ts'
import styles from './sheets.module.css'

export interface VoiceSheetProps {
  open: boolean
  onClose: () => void
  /** Characters that this person may speak for. */
  voices: readonly TableCharacter[]
  /** The one that speaks now; null: the person. */
  voice: string | null
  onVoice: (characterId: string | null) => void
  me: { id: string; displayName: string } | null
  /** Absent for those who may not. */
  onScene?: () => void
  onNote: () => void
}

/** In whose voice to speak, and what else to lay on the table. */
export function VoiceSheet(props: VoiceSheetProps) {
  const { open, onClose, voices, voice, onVoice, me, onScene, onNote } = props
  const { t } = useText()
  const platform = usePlatform()
  const choose = (characterId: string | null) => {
    platform.haptic('selection')
    onVoice(characterId)
    onClose()
  }
  const mark = (chosen: boolean) =>
    chosen ? (
      <span className={styles.check}>
        <Icon name="check" size={20} label={t('party.voice.chosen')} />
      </span>
    ) : undefined
  return (
    <Sheet open={open} onClose={onClose} title={t('party.voice.title')}>
      <List label={t('party.voice.title')}>
        <Cell
          before={<Avatar id={me?.id ?? ''} />}
          title={me?.displayName ?? t('party.voice.self')}
          subtitle={t('party.voice.self-note')}
          after={mark(voice === null)}
          onPress={() => choose(null)}
        />
        {voices.map(({ id, name }) => (
          <Cell
            key={id}
            before={<Avatar id={id} />}
            title={name}
            subtitle={t('party.voice.character-note')}
            after={mark(voice === id)}
            onPress={() => choose(id)}
          />
        ))}
      </List>
      <Section title={t('party.voice.more')}>
        <List>
          {onScene !== undefined && (
            <Cell
              before={<Icon name="campaigns" />}
              title={t('party.scene.set')}
              subtitle={t('party.scene.set-note')}
              onPress={onScene}
            />
          )}
          <Cell
            before={<Icon name="scroll" />}
            title={t('party.note.add')}
            subtitle={t('party.note.add-note')}
            onPress={onNote}
          />
        </List>
      </Section>
    </Sheet>
  )
}
