import { useText } from '../../../i18n/use-text.ts'
import { Button } from '../../../ui/button.tsx'
import { TextArea } from '../../../ui/field.tsx'
import { Sheet } from '../../../ui/sheet.tsx'
import { readyText } from '../compose/draft.ts'
import { useStored } from '../use-stored.ts'

export interface NoteSheetProps {
  open: boolean
  onClose: () => void
  campaignId: string
  onAdd: (text: string) => void
}

/** Something for the whole table to remember. */
export function NoteSheet({ open, onClose, campaignId, onAdd }: NoteSheetProps) {
  const { t } = useText()
  const [text, setText] = useStored(`rpg.party.note.${campaignId}`)
  const ready = readyText(text ?? '')
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('party.note.add')}
      footer={
        <Button
          icon="scroll"
          disabled={ready === null}
          onClick={() => {
            if (ready === null) return
            onAdd(ready)
            setText(null)
            onClose()
          }}
        >
          {t('party.note.pin')}
        </Button>
      }
    >
      <TextArea
        label={t('party.note.words')}
        hint={t('party.note.words-hint')}
        value={text ?? ''}
        onChange={setText}
        maxLength={4000}
        rows={5}
      />
    </Sheet>
  )
}
