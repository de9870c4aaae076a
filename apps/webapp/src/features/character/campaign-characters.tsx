import { useLocation } from 'wouter'
import { useMe } from '../../app/auth/auth-context.ts'
import { useAction } from '../../app/platform-context.ts'
import { useText } from '../../i18n/use-text.ts'
import { Screen } from '../../ui/screen.tsx'
import { SkeletonBlock } from '../../ui/skeleton.tsx'
import { EmptyState } from '../../ui/state.tsx'
import { useCampaign, useCharacters, useMembers } from './character-queries.ts'
import { Failed } from './failed.tsx'
import { HeroCard } from './hero-card.tsx'
import { HeroGrid } from './hero-grid.tsx'

/** Everybody's characters at one table. */
export function CampaignCharacters({ campaignId }: { campaignId: string }) {
  const { t } = useText()
  const me = useMe()
  const [, navigate] = useLocation()
  const campaign = useCampaign(campaignId)
  const members = useMembers(campaignId)
  const characters = useCharacters(campaignId)
  const items = characters.data?.items ?? []
  const mine = items.filter(({ ownerId }) => ownerId === me?.id)
  const others = items.filter(({ ownerId }) => ownerId !== me?.id)
  const mayCreate = campaign.data?.capabilities.includes('character.create') === true
  useAction(
    'primary',
    mayCreate ? { label: t('character.new.action'), onPress: () => navigate(`/${campaignId}/new`) } : null,
  )
  return (
    <Screen title={t('character.heroes')} subtitle={campaign.data?.name}>
      {characters.isPending && (
        <div role="status" aria-label={t('character.loading')}>
          <SkeletonBlock height={170} />
        </div>
      )}
      {characters.isError && items.length === 0 && (
        <Failed error={characters.error} onRetry={() => void characters.refetch()} />
      )}
      {characters.isSuccess && items.length === 0 && (
        <EmptyState
          illustration="campfire"
          title={t('character.none.title')}
          text={mayCreate ? t('character.none.text') : t('character.none.text-watch')}
        />
      )}
      {items.length > 0 && (
        <HeroGrid>
          {[...mine, ...others].map((character) => (
            <HeroCard
              key={character.id}
              character={character}
              mine={character.ownerId === me?.id}
              owner={members.data?.items.find(({ userId }) => userId === character.ownerId)?.displayName}
            />
          ))}
        </HeroGrid>
      )}
    </Screen>
  )
}
