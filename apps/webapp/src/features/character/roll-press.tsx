import type { ReactNode } from 'react'
import { useText } from '../../i18n/use-text.ts'
import type { SheetField } from './character-queries.ts'
import { useSheet } from './sheet-context.ts'
import { useLongPress } from './use-long-press.ts'

export interface RollPressProps {
  field: SheetField
  className: string | undefined
  children: ReactNode
}

/** A field that rolls when tapped, and asks how when held. */
export function RollPress({ field, className, children }: RollPressProps) {
  const { t, locale } = useText()
  const sheet = useSheet()
  const handlers = useLongPress({ onTap: () => sheet.roll(field), onLongPress: () => sheet.askRoll(field) })
  const label = field.roll?.label[locale] ?? field.label[locale]
  return (
    <button
      type="button"
      className={className}
      aria-description={t('character.roll.hint', { label })}
      {...handlers}
    >
      {children}
    </button>
  )
}
