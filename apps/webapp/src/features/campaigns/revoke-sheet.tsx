import { useMutation, useQueryClient } from '@tanstack/react-query'
import { usePlatform } from '../../app/platform-context.ts'
import { useServices } from '../../app/services.ts'
import { useText } from '../../i18n/use-text.ts'
import { ConfirmSheet } from '../../ui/confirm-sheet.tsx'
import { useToast } from '../../ui/toast.tsx'
import { type Invite, keys } from './campaign-queries.ts'
import { wordsOf } from './problem-words.ts'

export interface RevokeSheetProps {
  campaignId: string
  /** Null closes the sheet. */
  invite: Invite | null
  onClose: () => void
}

/** Withdraws a link, after asking once more. */
export function RevokeSheet({ campaignId, invite, onClose }: RevokeSheetProps) {
  const { t } = useText()
  const { api } = useServices()
  const platform = usePlatform()
  const queries = useQueryClient()
  const toast = useToast()
  const revoke = useMutation({
    mutationFn: (inviteId: string) => api.invites.revoke({ path: { campaignId, inviteId } }),
    onSuccess: () => platform.haptic('success'),
    onError: (error) => {
      platform.haptic('error')
      toast(t(wordsOf(error)), 'danger')
    },
    onSettled: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: keys.invites(campaignId) })
    },
  })
  return (
    <ConfirmSheet
      open={invite !== null}
      onClose={onClose}
      danger
      title={t('campaigns.invites.revoke-title')}
      text={t('campaigns.invites.revoke-text')}
      confirm={t('campaigns.invites.revoke')}
      cancel={t('campaigns.cancel')}
      busy={revoke.isPending}
      onConfirm={() => {
        if (invite !== null) revoke.mutate(invite.id)
      }}
    />
  )
}
