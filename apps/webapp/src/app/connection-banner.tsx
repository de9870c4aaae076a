import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { useText } from '../i18n/use-text.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { useServices } from './services.ts'
import { useReadable } from './use-readable.ts'

function subscribeOnline(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** One line about the worst that is wrong now: no network, a lost stream, a degraded service. */
export function ConnectionBanner() {
  const { t } = useText()
  const { api, party } = useServices()
  const online = useSyncExternalStore(subscribeOnline, () => navigator.onLine)
  const connection = useReadable(party.connection)
  const status = useQuery({
    queryKey: ['status'],
    queryFn: ({ signal }) => api.status.get({}, { signal }),
    staleTime: 60_000,
    refetchInterval: 120_000,
    retry: false,
  })
  if (!online) {
    return (
      <Banner tone="danger" icon="no-signal">
        {t('app.offline')}
      </Banner>
    )
  }
  if (connection === 'stopped') {
    return (
      <Banner
        tone="warning"
        action={
          <Button variant="quiet" onClick={() => window.location.reload()}>
            {t('app.reload')}
          </Button>
        }
      >
        {t('app.stopped')}
      </Banner>
    )
  }
  if (connection === 'reconnecting') return <Banner busy>{t('app.reconnecting')}</Banner>
  if (status.data?.status === 'degraded') return <Banner tone="warning">{t('app.degraded')}</Banner>
  return null
}
