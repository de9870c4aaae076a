import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { useMe } from '../../app/auth/auth-context.ts'
import { useText } from '../../i18n/use-text.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/state.tsx'
import styles from './chooser.module.css'
import { useTables } from './party-queries.ts'
import { TableCard } from './table-card.tsx'
import { useStored } from './use-stored.ts'

/** Key under which the last table of a person is remembered. */
export const lastTableKey = (userId: string | undefined) => `rpg.party.last.${userId ?? 'nobody'}`

/** Which table to sit down at. Goes on to the last one by itself when the person comes from elsewhere. */
export function Chooser({ toLast }: { toLast: boolean }) {
  const { t } = useText()
  const [, navigate] = useLocation()
  const me = useMe()
  const [last] = useStored(lastTableKey(me?.id))
  const tables = useTables()
  const goesOn = toLast && last !== null && last !== undefined
  useEffect(() => {
    if (goesOn) navigate(`/${last}`, { replace: true })
  }, [goesOn, last, navigate])

  if (tables.isPending || last === undefined || goesOn) {
    return (
      <Screen title={t('party.title')}>
        <Skeleton rows={3} label={t('party.chooser.loading')} />
      </Screen>
    )
  }
  if (tables.isError) {
    return (
      <Screen title={t('party.title')}>
        <ErrorState
          illustration="bridge"
          title={t('party.chooser.failed')}
          actions={
            <Button icon="refresh" onClick={() => void tables.refetch()}>
              {t('auth.retry')}
            </Button>
          }
        />
      </Screen>
    )
  }
  const items = [...tables.data.items].sort(
    (left, right) =>
      Number(right.id === last) - Number(left.id === last) ||
      Number(left.status === 'archived') - Number(right.status === 'archived'),
  )
  if (items.length === 0) {
    return (
      <Screen title={t('party.title')}>
        <EmptyState
          illustration="campfire"
          title={t('party.chooser.empty')}
          text={t('party.chooser.empty-text')}
          actions={<Button onClick={() => navigate('~/campaigns')}>{t('party.chooser.campaigns')}</Button>}
        />
      </Screen>
    )
  }
  return (
    <Screen title={t('party.title')} subtitle={t('party.chooser.subtitle')}>
      <ul className={styles.tables}>
        {items.map((campaign) => (
          <li key={campaign.id}>
            <TableCard campaign={campaign}>
              {campaign.id === last && <Badge tone="brass">{t('party.chooser.last')}</Badge>}
              {campaign.openSessionId !== null && (
                <Badge tone="moss" icon="party">
                  {t('party.chooser.evening')}
                </Badge>
              )}
              {campaign.status === 'archived' && <Badge tone="muted">{t('party.chooser.archived')}</Badge>}
            </TableCard>
          </li>
        ))}
      </ul>
    </Screen>
  )
}
