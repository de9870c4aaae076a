import { useLocation } from 'wouter'
import { useAction } from '../../app/platform-context.ts'
import { useText } from '../../i18n/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/list.tsx'
import { Screen } from '../../ui/screen.tsx'
import { SkeletonBlock } from '../../ui/skeleton.tsx'
import { EmptyState } from '../../ui/state.tsx'
import { CampaignCard } from './campaign-card.tsx'
import styles from './campaign-list.module.css'
import { useCampaigns } from './campaign-queries.ts'
import { Failed } from './failed.tsx'

/** Every table of the person: those in play first, those put away at the end. */
export function CampaignList() {
  const { t } = useText()
  const [, navigate] = useLocation()
  const campaigns = useCampaigns()
  const all = campaigns.data?.pages.flatMap((page) => page.items) ?? []
  const active = all.filter(({ status }) => status === 'active')
  const archived = all.filter(({ status }) => status === 'archived')
  const live = active.filter(({ openSessionId }) => openSessionId !== null)
  const resting = active.filter(({ openSessionId }) => openSessionId === null)

  useAction(
    'primary',
    campaigns.isPending ? null : { label: t('campaigns.new.action'), onPress: () => navigate('/new') },
  )

  return (
    <Screen title={t('campaigns.title')} subtitle={t('campaigns.subtitle')}>
      {campaigns.isPending && (
        <div className={styles.cards} role="status" aria-label={t('campaigns.loading')}>
          <SkeletonBlock height={204} />
          <SkeletonBlock height={204} />
        </div>
      )}
      {campaigns.isError && all.length === 0 && (
        <Failed error={campaigns.error} onRetry={() => void campaigns.refetch()} />
      )}
      {campaigns.isSuccess && all.length === 0 && (
        <EmptyState illustration="map" title={t('campaigns.empty.title')} text={t('campaigns.empty.text')} />
      )}
      {[...live, ...resting].length > 0 && (
        <ul className={styles.cards}>
          {[...live, ...resting].map((campaign) => (
            <CampaignCard key={campaign.id} campaign={campaign} />
          ))}
        </ul>
      )}
      {archived.length > 0 && (
        <Section title={t('campaigns.archived.title')}>
          <ul className={styles.cards}>
            {archived.map((campaign) => (
              <CampaignCard key={campaign.id} campaign={campaign} />
            ))}
          </ul>
        </Section>
      )}
      {campaigns.hasNextPage && (
        <Button
          variant="secondary"
          wide
          busy={campaigns.isFetchingNextPage}
          onClick={() => void campaigns.fetchNextPage()}
        >
          {t('campaigns.more')}
        </Button>
      )}
    </Screen>
  )
}
