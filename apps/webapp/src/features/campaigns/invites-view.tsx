import { useState } from 'react'
import { useAction } from '../../app/platform-context.ts'
import { useText } from '../../i18n/use-text.ts'
import { Screen } from '../../ui/screen.tsx'
import { SkeletonBlock } from '../../ui/skeleton.tsx'
import { EmptyState } from '../../ui/state.tsx'
import { type Invite, useCampaign, useInvites } from './campaign-queries.ts'
import { Failed } from './failed.tsx'
import { InviteCard } from './invite-card.tsx'
import styles from './invites-view.module.css'
import { NewInviteSheet } from './new-invite-sheet.tsx'
import { RevokeSheet } from './revoke-sheet.tsx'

/** Links that bring people to the table: make, pass on, withdraw. */
export function InvitesView({ campaignId }: { campaignId: string }) {
  const { t } = useText()
  const campaign = useCampaign(campaignId)
  const invites = useInvites(campaignId)
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<Invite | null>(null)
  const items = invites.data?.items ?? []
  const busy = making || revoking !== null
  useAction(
    'primary',
    busy || invites.isPending || invites.isError
      ? null
      : { label: t('campaigns.invites.new'), onPress: () => setMaking(true) },
  )
  return (
    <Screen title={t('campaigns.invites.title')} subtitle={campaign.data?.campaign.name}>
      {invites.isPending && (
        <div role="status" aria-label={t('campaigns.loading')}>
          <SkeletonBlock height={148} />
        </div>
      )}
      {invites.isError && items.length === 0 && (
        <Failed error={invites.error} onRetry={() => void invites.refetch()} />
      )}
      {invites.isSuccess && items.length === 0 && (
        <EmptyState
          illustration="door"
          title={t('campaigns.invites.empty.title')}
          text={t('campaigns.invites.empty.text')}
        />
      )}
      <ul className={styles.invites}>
        {items.map((invite) => (
          <InviteCard
            key={invite.id}
            invite={invite}
            campaignName={campaign.data?.campaign.name ?? ''}
            onRevoke={() => setRevoking(invite)}
          />
        ))}
      </ul>
      <NewInviteSheet campaignId={campaignId} open={making} onClose={() => setMaking(false)} />
      <RevokeSheet campaignId={campaignId} invite={revoking} onClose={() => setRevoking(null)} />
    </Screen>
  )
}
