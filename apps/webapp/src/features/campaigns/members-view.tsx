import { useState } from 'react'
import { useText } from '../../i18n/use-text.ts'
import { Icon } from '../../ui/icon.tsx'
import { Cell, List } from '../../ui/list.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { type Member, useCampaign, useMembers } from './campaign-queries.ts'
import { Failed } from './failed.tsx'
import { MemberCell } from './member-cell.tsx'
import { MemberSheet } from './member-sheet.tsx'

/** Who is at the table. The game master opens a person to change their seat. */
export function MembersView({ campaignId }: { campaignId: string }) {
  const { t } = useText()
  const campaign = useCampaign(campaignId)
  const members = useMembers(campaignId)
  const [chosen, setChosen] = useState<Member | null>(null)
  const mayManage = campaign.data?.campaign.capabilities.includes('member.manage') === true
  const mayInvite = campaign.data?.campaign.capabilities.includes('invite.manage') === true
  return (
    <Screen
      title={t('campaigns.members.title')}
      subtitle={mayManage ? t('campaigns.members.hint') : campaign.data?.campaign.name}
    >
      {members.isPending && <Skeleton rows={4} label={t('campaigns.loading')} />}
      {members.isError && members.data === undefined && (
        <Failed error={members.error} onRetry={() => void members.refetch()} />
      )}
      {members.data !== undefined && (
        <List>
          {members.data.items.map((member) => (
            <MemberCell
              key={member.userId}
              member={member}
              {...(mayManage && member.role !== 'gm' && { onPress: () => setChosen(member) })}
            />
          ))}
          {mayInvite && (
            <Cell
              before={<Icon name="share" />}
              title={t('campaigns.invites.action')}
              tone="brass"
              href={`/${campaignId}/invites`}
            />
          )}
        </List>
      )}
      {campaign.data !== undefined && (
        <MemberSheet
          key={chosen?.userId ?? 'none'}
          campaignId={campaignId}
          member={chosen}
          onClose={() => setChosen(null)}
        />
      )}
    </Screen>
  )
}
