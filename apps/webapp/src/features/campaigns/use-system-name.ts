import { useText } from '../../i18n/use-text.ts'
import { useSystems } from './campaign-queries.ts'

/** Name of a rule system in the current language; its id until the names are there. */
export function useSystemName(systemId: string): string {
  const { locale } = useText()
  const systems = useSystems()
  return systems.data?.items.find(({ id }) => id === systemId)?.name[locale] ?? systemId
}
