import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePlatformHost } from '../../app/platform-context.ts'
import { useServices } from '../../app/services.ts'
import { useReadable } from '../../app/use-readable.ts'
import { useText } from '../../i18n/use-text.ts'
import { Badge } from '../../ui/badge.tsx'
import { Cell, List, Section } from '../../ui/list.tsx'
import { Screen } from '../../ui/screen.tsx'
import { EmptyState } from '../../ui/state.tsx'
import { CustomEventForm } from './custom-event-form.tsx'
import styles from './developer.module.css'
import { RawEvent } from './raw-event.tsx'
import { useRawStream } from './use-raw-stream.ts'

/** For people who build on the party's events: what surrounds the app, a party's raw stream, and a way into it. */
export function DeveloperView() {
  const { t } = useText()
  const host = usePlatformHost()
  const { api, party } = useServices()
  const connection = useReadable(party.connection)
  const [chosen, setChosen] = useState<string | null>(null)
  const campaigns = useQuery({
    queryKey: ['settings', 'campaigns'],
    queryFn: ({ signal }) => api.campaigns.list({ query: { limit: 50 } }, { signal }),
  })
  const items = campaigns.data?.items ?? []
  const partyId = chosen ?? items[0]?.id ?? null
  const stream = useRawStream(partyId)
  return (
    <Screen title={t('settings.developer.title')} subtitle={t('settings.developer.subtitle')}>
      <Section title={t('settings.developer.surroundings')}>
        <List>
          <Cell title={t('settings.developer.platform')} after={host.client?.platform ?? host.name} />
          <Cell title={t('settings.developer.version')} after={host.client?.version ?? '—'} />
          <Cell
            title={t('settings.developer.connection')}
            after={<Badge tone={connection === 'live' ? 'moss' : 'verdigris'}>{connection}</Badge>}
          />
        </List>
      </Section>
      {items.length > 0 && (
        <Section title={t('settings.developer.campaign')}>
          <select
            className={styles.select}
            aria-label={t('settings.developer.campaign')}
            value={partyId ?? ''}
            onChange={(event) => setChosen(event.target.value)}
          >
            {items.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </Section>
      )}
      {partyId !== null && (
        <Section title={t('settings.developer.custom')} footer={t('settings.developer.custom-note')}>
          <CustomEventForm feed={stream.feed} />
        </Section>
      )}
      <Section
        title={t('settings.developer.stream')}
        action={
          partyId !== null && (
            <Badge tone={stream.live ? 'moss' : 'muted'}>
              {stream.ended ?? (stream.live ? t('settings.developer.live') : t('settings.developer.replay'))}
            </Badge>
          )
        }
      >
        {stream.events.length === 0 ? (
          <EmptyState
            illustration="campfire"
            title={t('settings.developer.quiet')}
            text={t('settings.developer.quiet-text')}
          />
        ) : (
          <ol className={styles.stream} aria-label={t('settings.developer.stream')}>
            {stream.events.map((event) => (
              <RawEvent key={event.sequence} event={event} />
            ))}
          </ol>
        )}
      </Section>
    </Screen>
  )
}
