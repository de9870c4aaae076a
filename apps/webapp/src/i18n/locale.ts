export const locales = ['ru', 'en'] as const

export type Locale = (typeof locales)[number]

/** What the person chose; null follows Telegram, and outside it the browser. */
export type LocaleChoice = Locale | null

/** The language to show: the choice, else the language code of the client, else English. */
export function resolveLocale(choice: LocaleChoice, languageCode: string | undefined): Locale {
  if (choice !== null) return choice
  const language = languageCode?.toLowerCase().split(/[-_]/)[0] ?? ''
  return locales.find((locale) => locale === language) ?? 'en'
}
