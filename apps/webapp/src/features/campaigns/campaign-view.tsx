import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { useMe } from '../../app/auth/auth-context.ts'
import { useCapabilityStore } from '../../app/features/capabilities.ts'
import { useAction } from '../../app/platform-context.ts'
import { useText } from '../../i18n/use-text.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Cell, List, Section } from '../../ui/list.tsx'
import { SkeletonBlock } from '../../ui/skeleton.tsx'
import { CampaignHero } from './campaign-hero.tsx'
import {
  type Campaign,
  useCampaign,
  useCharacters,
  useMembers,
  type VersionedCampaign,
} from './campaign-queries.ts'
import styles from './campaign-view.module.css'
import { EveningCard } from './evening-card.tsx'
import { Failed } from './failed.tsx'
import { ManageSection } from './manage-section.tsx'
import { MemberCell } from './member-cell.tsx'

/** How many people and characters are shown before one asks for all of them. */
const preview = 6

/** One campaign: its cover, the evening, who plays whom, and what this person may do. */
export function CampaignView({ campaignId }: { campaignId: string }) {
  const { t } = useText()
  const found = useCampaign(campaignId)
  if (found.data !== undefined) return <Opened {...found.data} />
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />
  return (
    <div className={styles.waiting} role="status" aria-label={t('campaigns.loading')}>
      <SkeletonBlock height={260} />
      <SkeletonBlock height={92} />
      <SkeletonBlock height={180} />
    </div>
  )
}

function Opened({ campaign, etag }: VersionedCampaign) {
  const { t } = useText()
  const capabilities = useCapabilityStore()
  const [, navigate] = useLocation()
  useEffect(() => {
    capabilities.getState().grant(campaign.capabilities)
  }, [capabilities, campaign.capabilities])

  const seat =
    campaign.status === 'archived'
      ? t('campaigns.party.chronicle')
      : campaign.role === 'spectator'
        ? t('campaigns.party.watch')
        : t('campaigns.party.sit')
  useAction('primary', { label: seat, onPress: () => navigate(`~/party/${campaign.id}`) })

  return (
    <div className={styles.page}>
      <CampaignHero campaign={campaign} />
      <div className={styles.sections}>
        <EveningCard campaign={campaign} />
        {campaign.summary !== '' && <p className={styles.summary}>{campaign.summary}</p>}
        <Characters campaign={campaign} />
        <People campaign={campaign} />
        <ManageSection campaign={campaign} etag={etag} />
      </div>
    </div>
  )
}

function Characters({ campaign }: { campaign: Campaign }) {
  const { t } = useText()
  const me = useMe()
  const characters = useCharacters(campaign.id)
  const members = useMembers(campaign.id)
  const items = characters.data?.items ?? []
  const mine = items.filter(({ ownerId }) => ownerId === me?.id)
  const others = items.filter(({ ownerId }) => ownerId !== me?.id)
  const mayCreate = campaign.capabilities.includes('character.create')
  if (characters.isSuccess && items.length === 0 && !mayCreate) return null
  return (
    <Section title={t('campaigns.characters.title')}>
      {characters.isError && items.length === 0 && (
        <p className={styles.note}>{t('campaigns.characters.failed')}</p>
      )}
      {characters.isPending && <SkeletonBlock height={64} />}
      <List>
        {[...mine, ...others].map((character) => (
          <Cell
            key={character.id}
            before={<Avatar id={character.id} />}
            title={character.name}
            subtitle={members.data?.items.find(({ userId }) => userId === character.ownerId)?.displayName}
            after={
              character.ownerId === me?.id ? <Badge tone="moss">{t('campaigns.mine')}</Badge> : undefined
            }
            href={`~/character/${campaign.id}/${character.id}`}
          />
        ))}
        {mayCreate && (
          <Cell
            before={<Icon name="plus" />}
            title={t('campaigns.characters.new')}
            tone="brass"
            href={`~/character/${campaign.id}/new`}
          />
        )}
      </List>
    </Section>
  )
}

function People({ campaign }: { campaign: Campaign }) {
  const { t } = useText()
  const members = useMembers(campaign.id)
  const items = members.data?.items ?? []
  return (
    <Section title={t('campaigns.members.title')}>
      {members.isPending && <SkeletonBlock height={180} />}
      <List>
        {items.slice(0, preview).map((member) => (
          <MemberCell key={member.userId} member={member} />
        ))}
        {(items.length > preview || campaign.capabilities.includes('member.manage')) && (
          <Cell
            before={<Icon name="people" />}
            title={t('campaigns.members.all')}
            subtitle={t('campaigns.people', { count: campaign.memberCount })}
            href={`/${campaign.id}/members`}
          />
        )}
        {campaign.capabilities.includes('invite.manage') && (
          <Cell
            before={<Icon name="share" />}
            title={t('campaigns.invites.action')}
            tone="brass"
            href={`/${campaign.id}/invites`}
          />
        )}
      </List>
    </Section>
  )
}
