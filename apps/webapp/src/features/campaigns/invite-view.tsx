import { createId, type ResultOf } from '@rpg-bot/rpg_sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useAction, usePlatform } from '../../app/platform-context.ts'
import { useServices } from '../../app/services.ts'
import { useText } from '../../i18n/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { SkeletonBlock } from '../../ui/skeleton.tsx'
import { EmptyState } from '../../ui/state.tsx'
import { useToast } from '../../ui/toast.tsx'
import { keys } from './campaign-queries.ts'
import { Failed } from './failed.tsx'
import { InviteLetter } from './invite-letter.tsx'
import { type InviteState, inviteState } from './invite-state.ts'
import styles from './invite-view.module.css'
import { wordsOf } from './problem-words.ts'

export type Preview = ResultOf<'previewInvite'>

/** An invitation: who calls, to which table, as whom, and one button to sit down. */
export function InviteView({ code }: { code: string }) {
  const { t } = useText()
  const { api } = useServices()
  const [, navigate] = useLocation()
  const preview = useQuery({
    queryKey: ['campaigns', 'invite', code],
    queryFn: ({ signal }) => api.invites.preview({ body: { code } }, { signal }),
    staleTime: 0,
  })
  const accept = useAccept(code)
  const state = inviteState({
    preview: preview.data,
    previewError: preview.error,
    acceptError: accept.error,
  })
  const campaignId = preview.data?.campaignId ?? ''
  useAction(
    'primary',
    state === 'offer'
      ? {
          label: t('campaigns.invite.accept'),
          busy: accept.isPending || accept.isSuccess,
          onPress: () => accept.mutate(),
        }
      : state === 'member'
        ? {
            label: t('campaigns.invite.enter'),
            onPress: () => navigate(`~/party/${campaignId}`, { replace: true }),
          }
        : null,
  )

  if (state === 'loading') {
    return (
      <div className={styles.waiting} role="status" aria-label={t('campaigns.invite.opening')}>
        <SkeletonBlock height={420} />
      </div>
    )
  }
  if (state === 'unreachable') {
    return <Failed error={preview.error} onRetry={() => void preview.refetch()} />
  }
  if (state === 'offer' || state === 'member') {
    return preview.data === undefined ? null : (
      <InviteLetter preview={preview.data} member={state === 'member'} />
    )
  }
  return <Dead state={state} />
}

/** An invite that brings nobody in, each way with its own words. */
function Dead({ state }: { state: Extract<InviteState, 'dead' | 'full' | 'archived'> }) {
  const { t } = useText()
  const [, navigate] = useLocation()
  return (
    <EmptyState
      full
      illustration={state === 'full' ? 'campfire' : state === 'archived' ? 'hourglass' : 'door'}
      title={
        state === 'full'
          ? t('campaigns.invite.full.title')
          : state === 'archived'
            ? t('campaigns.invite.archived.title')
            : t('campaigns.invite.dead.title')
      }
      text={
        state === 'full'
          ? t('campaigns.invite.full.text')
          : state === 'archived'
            ? t('campaigns.invite.archived.text')
            : t('campaigns.invite.dead.text')
      }
      actions={
        <Button variant="secondary" onClick={() => navigate('/', { replace: true })}>
          {t('campaigns.start.home')}
        </Button>
      }
    />
  )
}

function useAccept(code: string) {
  const { t } = useText()
  const { api } = useServices()
  const platform = usePlatform()
  const queries = useQueryClient()
  const toast = useToast()
  const [, navigate] = useLocation()
  // One key for every press: a lost answer must not take two seats.
  const [idempotencyKey] = useState(() => createId())
  return useMutation({
    mutationFn: () => api.invites.accept({ body: { code } }, { idempotencyKey }),
    onSuccess: (campaign) => {
      platform.haptic('success')
      void queries.invalidateQueries({ queryKey: keys.list })
      navigate(`/${campaign.id}`, { replace: true })
      navigate(`~/party/${campaign.id}`)
    },
    onError: (error) => {
      platform.haptic('error')
      const state = inviteState({ preview: undefined, previewError: error, acceptError: null })
      if (state === 'unreachable') toast(t(wordsOf(error)), 'danger')
    },
  })
}
