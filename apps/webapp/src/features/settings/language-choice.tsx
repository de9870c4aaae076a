import { usePlatform } from '../../app/platform-context.ts'
import { usePreferences } from '../../app/preferences.ts'
import { useServices } from '../../app/services.ts'
import { locales } from '../../i18n/locale.ts'
import { useText } from '../../i18n/use-text.ts'
import { Segmented } from '../../ui/tabs.tsx'
import { useToast } from '../../ui/toast.tsx'
import { saveLocale } from './save-locale.ts'

/** Switches at once; the server is told afterwards and only a failure is worth a word. */
export function LanguageChoice() {
  const { t } = useText()
  const { locale, chooseLocale } = usePreferences()
  const { api } = useServices()
  const platform = usePlatform()
  const toast = useToast()
  return (
    <Segmented
      label={t('settings.language.title')}
      value={locale ?? 'auto'}
      choices={[
        { value: 'auto', label: t('settings.language.auto') },
        // A language is always written in itself.
        { value: 'ru', label: 'Русский' },
        { value: 'en', label: 'English' },
      ]}
      onChange={(value) => {
        const choice = locales.find((known) => known === value) ?? null
        platform.haptic('selection')
        void chooseLocale(choice)
        saveLocale(api, choice).catch(() => toast(t('settings.language.not-saved'), 'danger'))
      }}
    />
  )
}
