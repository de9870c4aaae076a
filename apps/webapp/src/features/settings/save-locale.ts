import type { ApiPort } from '../../app/services.ts'
import type { LocaleChoice } from '../../i18n/locale.ts'

/** Tells the server the chosen language, on top of whatever version of the person it has now. */
export async function saveLocale(api: ApiPort, locale: LocaleChoice): Promise<void> {
  const { etag } = await api.users.getMe.withResponse()
  await api.users.updateMe({ body: { locale }, headers: { 'if-match': etag ?? '*' } })
}
