import { useMutation, useQueryClient } from '@tanstack/react-query'
import { usePlatform } from '../../app/platform-context.ts'
import { useServices } from '../../app/services.ts'
import { useText } from '../../i18n/use-text.ts'
import { useToast } from '../../ui/toast.tsx'
import { keys, type Member, rememberCampaign, type VersionedCampaign } from './campaign-queries.ts'
import { wordsOf } from './problem-words.ts'

/** What a game master does to a seat. Every change names the version it was decided upon. */
export function useMemberChanges(campaignId: string, onDone: () => void) {
  const { t } = useText()
  const { api } = useServices()
  const platform = usePlatform()
  const queries = useQueryClient()
  const toast = useToast()
  const path = { campaignId }
  const common = {
    onError: (error: unknown) => {
      platform.haptic('error')
      toast(t(wordsOf(error)), 'danger')
    },
    onSettled: async () => {
      onDone()
      await queries.invalidateQueries({ queryKey: keys.one(campaignId) })
    },
  }
  const role = useMutation({
    ...common,
    mutationFn: async ({ member, role }: { member: Member; role: 'player' | 'spectator' }) => {
      const memberPath = { ...path, userId: member.userId }
      const { etag } = await api.members.get.withResponse({ path: memberPath })
      return api.members.update({ path: memberPath, body: { role }, headers: { 'if-match': etag ?? '*' } })
    },
    onSuccess: () => platform.haptic('selection'),
  })
  const remove = useMutation({
    ...common,
    mutationFn: (member: Member) => api.members.remove({ path: { ...path, userId: member.userId } }),
    onSuccess: (_, member) => {
      platform.haptic('warning')
      toast(t('campaigns.remove.done', { name: member.displayName }))
    },
  })
  const transfer = useMutation({
    ...common,
    mutationFn: (member: Member) =>
      api.campaigns.transfer.withResponse({
        path,
        body: { userId: member.userId },
        headers: {
          'if-match': queries.getQueryData<VersionedCampaign>(keys.one(campaignId))?.etag ?? '*',
        },
      }),
    onSuccess: ({ data, etag }, member) => {
      platform.haptic('success')
      rememberCampaign(queries, { campaign: data, etag: etag ?? '*' })
      toast(t('campaigns.transfer.done', { name: member.displayName }), 'success')
    },
  })
  return {
    pending: role.isPending || remove.isPending || transfer.isPending,
    setRole: role.mutate,
    remove: remove.mutate,
    transfer: transfer.mutate,
  }
}
