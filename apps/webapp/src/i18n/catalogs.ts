import type { Messages } from '@lingui/core'
import type { Locale } from './locale.ts'

type Catalog = Messages

// The shell's own texts and the titles of features travel with the shell: no screen waits for them.
const shell = import.meta.glob<Catalog>('../locales/*.po', { eager: true, import: 'messages' })
const titles = import.meta.glob<Catalog>('../features/*/locales/*.po', {
  eager: true,
  import: 'messages',
  query: '?titles',
})
const features = import.meta.glob<Catalog>('../features/*/locales/*.po', { import: 'messages' })

/** Texts that are there from the start, for one language. */
export function shellMessages(locale: Locale): Messages {
  const isOfLocale = ([file]: [string, Catalog]) => file.endsWith(`/${locale}.po`)
  return Object.assign(
    {},
    ...[...Object.entries(shell), ...Object.entries(titles)].filter(isOfLocale).map(([, catalog]) => catalog),
  ) as Messages
}

/** Texts of one feature, fetched when it is opened. A feature without texts of its own has none. */
export async function featureMessages(feature: string, locale: Locale): Promise<Messages> {
  return (await features[`../features/${feature}/locales/${locale}.po`]?.()) ?? {}
}
