import { useState } from 'react'
import { useMe } from '../../app/auth/auth-context.ts'
import { useText } from '../../i18n/use-text.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Cell, List } from '../../ui/list.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { type Member, useCampaign, useMembers } from './campaign-queries.ts'
import { Failed } from './failed.tsx'
import { MemberSheet } from './member-sheet.tsx'
import { RoleBadge } from './role-badge.tsx'

/** Who is at the table. The game master opens a person to change their seat. */
export function MembersView({ campaignId }: { campaignId: string }) {
  const { t, dateTime } = useText()
  const me = useMe()
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
            <Cell
              key={member.userId}
              before={<Avatar id={member.userId} size={44} />}
              title={
                member.userId === me?.id
                  ? t('campaigns.members.me', { name: member.displayName })
                  : member.displayName
              }
              subtitle={t('campaigns.members.since', { time: dateTime(member.joinedAt) })}
              after={<RoleBadge role={member.role} />}
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
