import { type Messages, setupI18n } from '@lingui/core'
import { createValue, type Readable } from '../platform/readable.ts'
import type { Locale } from './locale.ts'
import type { MessageId } from './message-id.ts'

export type TextValues = Record<string, string | number>

/** Accepts a literal id or one marked by `msg`; a computed string could not be checked against the catalogs. */
export type TextId<Id extends string> = Id extends MessageId ? Id : string extends Id ? never : Id

/** All texts of the app in the current language. */
export interface Texts {
  readonly locale: Readable<Locale>
  /** Loads every open feature in the language, then switches; nothing flickers in between. */
  use(locale: Locale): Promise<void>
  /** Loads the texts of a feature in the current language. */
  open(feature: string): Promise<void>
  /** The text with its values filled in; the id itself when it is missing. */
  text(id: string, values?: TextValues): string
}

export interface TextSources {
  shell: (locale: Locale) => Messages
  feature: (feature: string, locale: Locale) => Promise<Messages>
}

/** Creates the texts, starting in `initial`. */
export function createTexts({ shell, feature }: TextSources, initial: Locale): Texts {
  const i18n = setupI18n()
  const locale = createValue(initial)
  const opened = new Set<string>()
  let wanted = initial
  const load = (next: Locale, messages: Messages) => i18n.load(next, messages)

  load(initial, shell(initial))
  i18n.activate(initial)

  return {
    locale,
    async use(next) {
      wanted = next
      load(next, shell(next))
      await Promise.all([...opened].map(async (name) => load(next, await feature(name, next))))
      // Somebody chose again meanwhile.
      if (wanted !== next) return
      i18n.activate(next)
      locale.set(next)
    },
    async open(name) {
      if (opened.has(name)) return
      opened.add(name)
      try {
        // The language may change while the texts are on their way.
        let loaded: Locale
        do {
          loaded = locale.get()
          load(loaded, await feature(name, loaded))
        } while (loaded !== locale.get())
      } catch (error) {
        opened.delete(name)
        throw error
      }
    },
    text: (id, values) => i18n._(id, values),
  }
}
