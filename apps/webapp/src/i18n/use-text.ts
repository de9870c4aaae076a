import { createContext, use, useMemo } from 'react'
import { useReadable } from '../app/use-readable.ts'
import type { Locale } from './locale.ts'
import type { TextId, Texts, TextValues } from './texts.ts'

export const TextsContext = createContext<Texts | null>(null)

/** The texts themselves, for switching the language. */
export function useTexts(): Texts {
  const texts = use(TextsContext)
  if (texts === null) throw new Error('useTexts needs a TextsContext above it.')
  return texts
}

export interface TextTools {
  locale: Locale
  /** The text of a literal id, or of one marked by `msg`. */
  t<const Id extends string>(id: TextId<Id>, values?: TextValues): string
  number(value: number): string
  /** Day and time in the zone of the device; the year only when it is not this one. */
  dateTime(time: string | Date): string
  /** Hours and minutes in the zone of the device. */
  time(time: string | Date): string
}

/** Texts and formats in the current language; the component renders anew when the language changes. */
export function useText(): TextTools {
  const texts = useTexts()
  const locale = useReadable(texts.locale)
  return useMemo(() => {
    const numbers = new Intl.NumberFormat(locale)
    const minutes = { hour: '2-digit', minute: '2-digit' } as const
    const near = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...minutes })
    const far = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
    const times = new Intl.DateTimeFormat(locale, minutes)
    return {
      locale,
      t: (id: string, values?: TextValues) => texts.text(id, values),
      number: (value) => numbers.format(value),
      dateTime(time) {
        const moment = new Date(time)
        return (moment.getFullYear() === new Date().getFullYear() ? near : far).format(moment)
      },
      time: (time) => times.format(new Date(time)),
    } as TextTools
  }, [texts, locale])
}
