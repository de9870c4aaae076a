import { createContext, use } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { type LocaleChoice, locales, resolveLocale } from '../i18n/locale.ts'
import type { Texts } from '../i18n/texts.ts'
import type { KeyValue } from '../platform/platform.ts'

export interface PreferencesOptions {
  texts: Texts
  cache: KeyValue
  /** Language code of the client. */
  language: string | undefined
}

interface PreferencesState {
  locale: LocaleChoice
  /** Switches the language at once and remembers the choice on this device. */
  chooseLocale(choice: LocaleChoice): Promise<void>
  /** Takes over what an earlier visit or the server remembers. */
  restore(fromServer?: LocaleChoice): Promise<void>
}

const key = 'rpg.locale'

/** What a person chose for this app. The server keeps the truth, the device a copy for the first screen. */
export function createPreferencesStore({ texts, cache, language }: PreferencesOptions) {
  return createStore<PreferencesState>()((set, get) => {
    const apply = async (choice: LocaleChoice) => {
      set({ locale: choice })
      await texts.use(resolveLocale(choice, language))
    }
    return {
      locale: null,
      async chooseLocale(choice) {
        await apply(choice)
        await (choice === null ? cache.remove(key) : cache.set(key, choice))
      },
      async restore(fromServer) {
        const stored = fromServer === undefined ? await cache.get(key) : fromServer
        const choice = locales.find((locale) => locale === stored) ?? null
        if (fromServer !== undefined) await get().chooseLocale(choice)
        else if (choice !== null) await apply(choice)
      },
    }
  })
}

export type PreferencesStore = ReturnType<typeof createPreferencesStore>

export const PreferencesContext = createContext<PreferencesStore | null>(null)

export function usePreferences(): PreferencesState {
  const store = use(PreferencesContext)
  if (store === null) throw new Error('usePreferences needs a PreferencesContext above it.')
  return useStore(store)
}
