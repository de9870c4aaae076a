import { Redirect, useLocation } from 'wouter'
import { useText } from '../../i18n/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/state.tsx'
import { InviteView } from './invite-view.tsx'
import { readStartParam } from './start-param.ts'

/** Where a link that opened the app arrives. */
export function StartView({ parameter }: { parameter: string }) {
  const { t } = useText()
  const [, navigate] = useLocation()
  const target = readStartParam(parameter)
  if (target?.kind === 'campaign') return <Redirect to={`/${target.campaignId}`} replace />
  if (target?.kind === 'invite') return <InviteView code={target.code} />
  return (
    <EmptyState
      full
      illustration="door"
      title={t('campaigns.start.unknown')}
      actions={<Button onClick={() => navigate('/', { replace: true })}>{t('campaigns.start.home')}</Button>}
    />
  )
}
