import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useAction, useHoldClosing, usePlatform } from '../../app/platform-context.ts'
import { problemOf } from '../../app/problem.ts'
import { useServices } from '../../app/services.ts'
import { useText } from '../../i18n/use-text.ts'
import { Banner } from '../../ui/banner.tsx'
import { Input, TextArea } from '../../ui/field.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useToast } from '../../ui/toast.tsx'
import { keys, rememberCampaign, useCampaign, type VersionedCampaign } from './campaign-queries.ts'
import { Failed } from './failed.tsx'
import { wordsOf } from './problem-words.ts'

/** Changes the name and the summary. */
export function EditCampaign({ campaignId }: { campaignId: string }) {
  const { t } = useText()
  const found = useCampaign(campaignId)
  if (found.data !== undefined) return <Form key={campaignId} latest={found.data} />
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />
  return (
    <Screen title={t('campaigns.edit.title')}>
      <Skeleton rows={2} label={t('campaigns.loading')} />
    </Screen>
  )
}

function Form({ latest }: { latest: VersionedCampaign }) {
  const { t } = useText()
  const [, navigate] = useLocation()
  // What the person saw when they began: a background refresh must not silently renew the version.
  const [base, setBase] = useState(latest)
  const [name, setName] = useState(latest.campaign.name)
  const [summary, setSummary] = useState(latest.campaign.summary)
  const [stale, setStale] = useState(false)
  const changed = name.trim() !== base.campaign.name || summary.trim() !== base.campaign.summary

  const save = useSave({
    base,
    onSaved: () => navigate(`/${base.campaign.id}`, { replace: true }),
    onStale: (current) => {
      // Untouched fields follow the others' change; what was typed here stays typed.
      if (name.trim() === base.campaign.name) setName(current.campaign.name)
      if (summary.trim() === base.campaign.summary) setSummary(current.campaign.summary)
      setBase(current)
      setStale(true)
    },
  })
  useHoldClosing('edit-campaign', changed)
  useAction('primary', {
    label: t('campaigns.edit.save'),
    disabled: !changed || name.trim() === '',
    busy: save.isPending,
    onPress: () => save.mutate({ name: name.trim(), summary: summary.trim() }),
  })

  return (
    <Screen title={t('campaigns.edit.title')}>
      {stale && (
        <Banner inset tone="warning">
          {t('campaigns.edit.stale', { name: base.campaign.name })}
        </Banner>
      )}
      <Input label={t('campaigns.field.name')} value={name} onChange={setName} maxLength={80} />
      <TextArea
        label={t('campaigns.field.summary')}
        hint={t('campaigns.field.summary-hint')}
        rows={6}
        value={summary}
        onChange={setSummary}
        maxLength={2000}
      />
    </Screen>
  )
}

interface SaveOptions {
  base: VersionedCampaign
  onSaved: () => void
  /** Somebody changed it meanwhile; gets what it is now. */
  onStale: (current: VersionedCampaign) => void
}

function useSave({ base, onSaved, onStale }: SaveOptions) {
  const { t } = useText()
  const { api } = useServices()
  const platform = usePlatform()
  const queries = useQueryClient()
  const toast = useToast()
  const path = { campaignId: base.campaign.id }
  return useMutation({
    mutationFn: (body: { name: string; summary: string }) =>
      api.campaigns.update.withResponse({ path, body, headers: { 'if-match': base.etag } }),
    onSuccess: ({ data, etag }) => {
      platform.haptic('success')
      rememberCampaign(queries, { campaign: data, etag: etag ?? '*' })
      onSaved()
    },
    onError: async (error) => {
      platform.haptic('error')
      if (problemOf(error).code === 'precondition_failed') {
        const { data, etag } = await api.campaigns.get.withResponse({ path })
        const current = { campaign: data, etag: etag ?? '*' }
        queries.setQueryData(keys.one(data.id), current)
        onStale(current)
      } else toast(t(wordsOf(error)), 'danger')
    },
  })
}
