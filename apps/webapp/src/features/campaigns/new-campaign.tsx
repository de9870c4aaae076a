import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useAction, useHoldClosing, usePlatform } from '../../app/platform-context.ts'
import { useServices } from '../../app/services.ts'
import { useText } from '../../i18n/use-text.ts'
import { Input, TextArea } from '../../ui/field.tsx'
import { Section } from '../../ui/list.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useToast } from '../../ui/toast.tsx'
import { rememberCampaign, useSystems } from './campaign-queries.ts'
import { Failed } from './failed.tsx'
import styles from './new-campaign.module.css'
import { wordsOf } from './problem-words.ts'
import { SystemChoice } from './system-choice.tsx'

/** A new table: a name, what it is about, the rules. */
export function NewCampaign() {
  const { t } = useText()
  const { api } = useServices()
  const platform = usePlatform()
  const queries = useQueryClient()
  const toast = useToast()
  const [, navigate] = useLocation()
  const systems = useSystems()
  const [name, setName] = useState('')
  const [summary, setSummary] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const systemId = chosen ?? systems.data?.items[0]?.id ?? null

  const create = useMutation({
    mutationFn: async (body: { name: string; summary: string; systemId: string }) =>
      api.campaigns.create.withResponse({ body }),
    onSuccess: ({ data, etag }) => {
      platform.haptic('success')
      rememberCampaign(queries, { campaign: data, etag: etag ?? '*' })
      navigate(`/${data.id}`, { replace: true })
    },
    onError: (error) => {
      platform.haptic('error')
      toast(t(wordsOf(error)), 'danger')
    },
  })

  const ready = name.trim() !== '' && systemId !== null
  useHoldClosing('new-campaign', name.trim() !== '' || summary.trim() !== '')
  useAction('primary', {
    label: t('campaigns.new.create'),
    disabled: !ready,
    busy: create.isPending,
    onPress: () => {
      if (ready) create.mutate({ name: name.trim(), summary: summary.trim(), systemId })
    },
  })

  return (
    <Screen title={t('campaigns.new.title')} subtitle={t('campaigns.new.subtitle')}>
      <div className={styles.form}>
        <Input
          label={t('campaigns.field.name')}
          value={name}
          onChange={setName}
          maxLength={80}
          placeholder={t('campaigns.field.name-example')}
          enterKeyHint="next"
        />
        <TextArea
          label={t('campaigns.field.summary')}
          hint={t('campaigns.field.summary-hint')}
          value={summary}
          onChange={setSummary}
          maxLength={2000}
        />
      </div>
      <Section title={t('campaigns.field.system')}>
        {systems.isPending && <Skeleton rows={2} label={t('campaigns.loading')} />}
        {systems.isError && <Failed error={systems.error} onRetry={() => void systems.refetch()} />}
        {systems.data !== undefined && systemId !== null && (
          <SystemChoice systems={systems.data.items} value={systemId} onChange={setChosen} />
        )}
      </Section>
    </Screen>
  )
}
