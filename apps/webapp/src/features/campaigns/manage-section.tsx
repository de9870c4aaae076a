import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { usePlatform } from '../../app/platform-context.ts'
import { problemOf } from '../../app/problem.ts'
import { useServices } from '../../app/services.ts'
import { useText } from '../../i18n/use-text.ts'
import { ConfirmSheet } from '../../ui/confirm-sheet.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Cell, List, Section } from '../../ui/list.tsx'
import { useToast } from '../../ui/toast.tsx'
import { forgetCampaign, keys, rememberCampaign, type VersionedCampaign } from './campaign-queries.ts'
import { wordsOf } from './problem-words.ts'

type Question = 'archive' | 'leave'

/** Changing, putting away, taking up again and leaving. */
export function ManageSection({ campaign, etag }: VersionedCampaign) {
  const { t } = useText()
  const [question, setQuestion] = useState<Question | null>(null)
  const { shelve, leave } = useChanges({ campaign, etag })
  const may = (capability: string) => campaign.capabilities.includes(capability)
  const close = () => setQuestion(null)
  return (
    <Section title={t('campaigns.manage.title')}>
      <List>
        {may('campaign.manage') && (
          <Cell
            before={<Icon name="edit" />}
            title={t('campaigns.edit.action')}
            href={`/${campaign.id}/edit`}
          />
        )}
        {may('campaign.manage') && (
          <Cell
            before={<Icon name="scroll" />}
            title={t('campaigns.archive.action')}
            onPress={() => setQuestion('archive')}
          />
        )}
        {may('campaign.restore') && (
          <Cell
            before={<Icon name="refresh" />}
            title={t('campaigns.restore.action')}
            tone="brass"
            disabled={shelve.isPending}
            onPress={() => shelve.mutate()}
          />
        )}
        <Cell
          before={<Icon name="leave" />}
          title={t('campaigns.leave.action')}
          tone="danger"
          onPress={() => setQuestion('leave')}
        />
      </List>
      <ConfirmSheet
        open={question === 'archive'}
        onClose={close}
        title={t('campaigns.archive.title')}
        text={t('campaigns.archive.text')}
        confirm={t('campaigns.archive.confirm')}
        cancel={t('campaigns.cancel')}
        busy={shelve.isPending}
        onConfirm={() => shelve.mutate(undefined, { onSettled: close })}
      />
      <ConfirmSheet
        open={question === 'leave'}
        onClose={close}
        danger
        title={t('campaigns.leave.title')}
        text={campaign.role === 'gm' ? t('campaigns.leave.text-gm') : t('campaigns.leave.text')}
        confirm={t('campaigns.leave.confirm')}
        cancel={t('campaigns.cancel')}
        busy={leave.isPending}
        onConfirm={() => leave.mutate(undefined, { onSettled: close })}
      />
    </Section>
  )
}

function useChanges({ campaign, etag }: VersionedCampaign) {
  const { t } = useText()
  const { api } = useServices()
  const platform = usePlatform()
  const queries = useQueryClient()
  const toast = useToast()
  const [, navigate] = useLocation()
  const path = { campaignId: campaign.id }
  const onError = (error: unknown) => {
    platform.haptic('error')
    toast(t(wordsOf(error)), 'danger')
    if (problemOf(error).code === 'precondition_failed') {
      void queries.invalidateQueries({ queryKey: keys.one(campaign.id) })
    }
  }
  const shelve = useMutation({
    mutationFn: () => {
      const call = campaign.status === 'archived' ? api.campaigns.restore : api.campaigns.archive
      return call.withResponse({ path, headers: { 'if-match': etag } })
    },
    onSuccess: ({ data, etag: next }) => {
      platform.haptic('success')
      rememberCampaign(queries, { campaign: data, etag: next ?? '*' })
      void queries.invalidateQueries({ queryKey: keys.evenings(campaign.id) })
    },
    onError,
  })
  const leave = useMutation({
    mutationFn: () => api.campaigns.leave({ path }),
    onSuccess: () => {
      platform.haptic('warning')
      navigate('/', { replace: true })
      forgetCampaign(queries, campaign.id)
      toast(t('campaigns.leave.done'))
    },
    onError,
  })
  return { shelve, leave }
}
