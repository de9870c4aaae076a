import { useLocation } from 'wouter'
import { useMe } from '../../app/auth/auth-context.ts'
import { useText } from '../../i18n/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Cell, List, Section } from '../../ui/list.tsx'
import { Screen } from '../../ui/screen.tsx'
import { SkeletonBlock } from '../../ui/skeleton.tsx'
import { EmptyState } from '../../ui/state.tsx'
import { type Campaign, useCampaigns, useCharactersOfAll } from './character-queries.ts'
import { Failed } from './failed.tsx'
import { HeroCard } from './hero-card.tsx'
import { HeroGrid } from './hero-grid.tsx'

/** Characters of every table: one's own, and all of them where one leads the game. */
export function AllCharacters() {
  const { t } = useText()
  const [, navigate] = useLocation()
  const campaigns = useCampaigns()
  const all = campaigns.data?.items ?? []
  // Spectators of a table have no characters there.
  const shown = all.filter(({ role, status }) => status === 'active' && role !== 'spectator')
  return (
    <Screen title={t('character.title')} subtitle={t('character.subtitle')}>
      {campaigns.isPending && (
        <div role="status" aria-label={t('character.loading')}>
          <SkeletonBlock height={170} />
        </div>
      )}
      {campaigns.isError && all.length === 0 && (
        <Failed error={campaigns.error} onRetry={() => void campaigns.refetch()} />
      )}
      {campaigns.isSuccess && shown.length === 0 && (
        <EmptyState
          illustration="campfire"
          title={t('character.no-table.title')}
          text={t('character.no-table.text')}
          actions={<Button onClick={() => navigate('~/campaigns')}>{t('character.no-table.action')}</Button>}
        />
      )}
      <OfCampaigns campaigns={shown} />
    </Screen>
  )
}

function OfCampaigns({ campaigns }: { campaigns: readonly Campaign[] }) {
  const { t } = useText()
  const me = useMe()
  const lists = useCharactersOfAll(campaigns.map(({ id }) => id))
  return campaigns.map((campaign, index) => {
    const list = lists[index]
    const items = list?.data?.items ?? []
    const mine = items.filter(({ ownerId }) => ownerId === me?.id)
    const visible = campaign.role === 'gm' ? [...mine, ...items.filter((item) => !mine.includes(item))] : mine
    return (
      <Section key={campaign.id} title={campaign.name}>
        {list?.isPending === true && <SkeletonBlock height={170} />}
        {list?.isError === true && items.length === 0 && (
          <Failed error={list.error} onRetry={() => void list.refetch()} />
        )}
        {visible.length > 0 && (
          <HeroGrid>
            {visible.map((character) => (
              <HeroCard key={character.id} character={character} mine={character.ownerId === me?.id} />
            ))}
          </HeroGrid>
        )}
        {list?.isSuccess === true && (
          <List>
            {campaign.capabilities.includes('character.create') && visible.length === 0 && (
              <Cell
                before={<Icon name="plus" />}
                title={t('character.new.action')}
                subtitle={t('character.new.hint')}
                tone="brass"
                href={`/${campaign.id}/new`}
              />
            )}
            <Cell
              before={<Icon name="people" />}
              title={t('character.everybody')}
              after={items.length}
              href={`/${campaign.id}`}
            />
          </List>
        )}
      </Section>
    )
  })
}
