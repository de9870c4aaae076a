import { useText } from '../../i18n/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Segmented } from '../../ui/tabs.tsx'
import type { SheetField } from './character-queries.ts'
import { type Advantage, takesAdvantage } from './roll-expression.ts'
import styles from './roll-sheet.module.css'
import type { Visibility } from './use-roll.ts'
import { visibilityWords } from './visibility-words.ts'

export interface RollSheetProps {
  /** A field to roll; null asks only who sees the rolls to come. */
  field: SheetField | null
  open: boolean
  onClose: () => void
  visibility: Visibility
  onVisibility: (visibility: Visibility) => void
  onRoll: (advantage: Advantage) => void
}

/** Asks how to roll, and who sees it. */
export function RollSheet({ field, open, onClose, visibility, onVisibility, onRoll }: RollSheetProps) {
  const { t, locale } = useText()
  const advantageous = field?.roll !== undefined && takesAdvantage(field.roll.expression)
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={field?.roll?.label[locale] ?? t('character.sees.title')}
      {...(field === null && { footer: <Button onClick={onClose}>{t('character.done')}</Button> })}
    >
      {field?.roll !== undefined && <code className={styles.expression}>{field.roll.expression}</code>}
      <div className={styles.sees}>
        <Segmented
          label={t('character.sees.title')}
          value={visibility}
          onChange={onVisibility}
          choices={[
            { value: 'public', label: t(visibilityWords.public.word) },
            { value: 'gm', label: t(visibilityWords.gm.word) },
            { value: 'self', label: t(visibilityWords.self.word) },
          ]}
        />
        <p>{t(visibilityWords[visibility].text)}</p>
      </div>
      {field !== null && (
        <div className={styles.ways}>
          {advantageous && (
            <Button variant="secondary" wide onClick={() => onRoll('disadvantage')}>
              {t('character.roll.with-dis')}
            </Button>
          )}
          <Button icon="d20" wide onClick={() => onRoll('none')}>
            {t('character.roll.now')}
          </Button>
          {advantageous && (
            <Button variant="secondary" wide onClick={() => onRoll('advantage')}>
              {t('character.roll.with-adv')}
            </Button>
          )}
        </div>
      )}
    </Sheet>
  )
}
