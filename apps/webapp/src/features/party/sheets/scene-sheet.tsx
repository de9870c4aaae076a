import { usePlatform } from '../../../app/platform-context.ts'
import { useText } from '../../../i18n/use-text.ts'
import { Button } from '../../../ui/button.tsx'
import { Input, TextArea } from '../../../ui/field.tsx'
import { Sheet } from '../../../ui/sheet.tsx'
import { useStored } from '../use-stored.ts'

export interface SceneSheetProps {
  open: boolean
  onClose: () => void
  campaignId: string
  onSet: (scene: { title: string; description?: string }) => void
}

/** The game master writes where the party is now. What was begun survives closing. */
export function SceneSheet({ open, onClose, campaignId, onSet }: SceneSheetProps) {
  const { t } = useText()
  const platform = usePlatform()
  const [title, setTitle] = useStored(`rpg.party.scene-title.${campaignId}`)
  const [description, setDescription] = useStored(`rpg.party.scene-text.${campaignId}`)
  const name = (title ?? '').trim()
  const words = (description ?? '').trim()
  const set = () => {
    onSet(words === '' ? { title: name } : { title: name, description: words })
    platform.haptic('success')
    setTitle(null)
    setDescription(null)
    onClose()
  }
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('party.scene.set')}
      footer={
        <Button icon="eye" disabled={name === ''} onClick={set}>
          {t('party.scene.show')}
        </Button>
      }
    >
      <Input
        label={t('party.scene.name')}
        value={title ?? ''}
        onChange={setTitle}
        maxLength={120}
        placeholder={t('party.scene.name-example')}
      />
      <TextArea
        label={t('party.scene.words')}
        hint={t('party.scene.words-hint')}
        value={description ?? ''}
        onChange={setDescription}
        maxLength={4000}
        rows={5}
      />
    </Sheet>
  )
}
