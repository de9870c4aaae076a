import { usePlatformHost } from '../../app/platform-context.ts'
import { useServices } from '../../app/services.ts'
import { useReadable } from '../../app/use-readable.ts'
import { useText } from '../../i18n/use-text.ts'
import { Badge } from '../../ui/badge.tsx'
import { Cell, List, Section } from '../../ui/list.tsx'
import { Screen } from '../../ui/screen.tsx'
import { EmptyState } from '../../ui/state.tsx'

/** For people who build on the party's events: what surrounds the app, and its raw stream. */
export function DeveloperView() {
  const { t } = useText()
  const host = usePlatformHost()
  const connection = useReadable(useServices().party.connection)
  return (
    <Screen title={t('settings.developer.title')} subtitle={t('settings.developer.subtitle')}>
      <Section title={t('settings.developer.surroundings')}>
        <List>
          <Cell title={t('settings.developer.platform')} after={host.client?.platform ?? host.name} />
          <Cell title={t('settings.developer.version')} after={host.client?.version ?? '—'} />
          <Cell
            title={t('settings.developer.connection')}
            after={<Badge tone="verdigris">{connection}</Badge>}
          />
        </List>
      </Section>
      <Section title={t('settings.developer.stream')}>
        <EmptyState
          illustration="campfire"
          title={t('settings.developer.quiet')}
          text={t('settings.developer.quiet-text')}
        />
      </Section>
    </Screen>
  )
}
