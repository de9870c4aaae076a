import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { usePlatform } from '../../app/platform-context.ts'
import { useServices } from '../../app/services.ts'
import { useText } from '../../i18n/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { ConfirmSheet } from '../../ui/confirm-sheet.tsx'
import { Input } from '../../ui/field.tsx'
import { Illustration } from '../../ui/illustration.tsx'
import { useToast } from '../../ui/toast.tsx'
import { type Campaign, keys, useEvenings } from './campaign-queries.ts'
import styles from './evening-card.module.css'
import { wordsOf } from './problem-words.ts'

/** Whether an evening is being played, and for the game master the lamp that opens and closes it. */
export function EveningCard({ campaign }: { campaign: Campaign }) {
  const { t, time, dateTime } = useText()
  const evenings = useEvenings(campaign.id)
  const [asking, setAsking] = useState(false)
  const [title, setTitle] = useState('')
  const change = useEveningChange(campaign, () => {
    setAsking(false)
    setTitle('')
  })
  const last = evenings.data?.items[0]
  const open = campaign.openSessionId !== null
  const current = open ? evenings.data?.items.find(({ id }) => id === campaign.openSessionId) : undefined
  const mayManage = campaign.capabilities.includes('session.manage')
  const named = current ?? last
  const name =
    named === undefined ? '' : (named.title ?? t('campaigns.evening.number', { number: named.number }))

  return (
    <section
      className={classNames(styles.card, open && styles.open)}
      aria-label={t('campaigns.evening.label')}
    >
      <span className={styles.picture}>
        <Illustration name={open ? 'lantern' : 'campfire'} />
      </span>
      <div className={styles.text}>
        <p className={styles.state}>{open ? t('campaigns.evening.now') : t('campaigns.evening.rest')}</p>
        {open && current !== undefined && (
          <>
            <h2>{name}</h2>
            <p>{t('campaigns.evening.since', { number: current.number, time: time(current.openedAt) })}</p>
          </>
        )}
        {!open && last === undefined && <h2>{t('campaigns.evening.none')}</h2>}
        {!open && last !== undefined && (
          <>
            <h2>{name}</h2>
            <p>{t('campaigns.evening.last', { time: dateTime(last.openedAt) })}</p>
          </>
        )}
        {mayManage && (
          <Button
            variant={open ? 'secondary' : 'primary'}
            busy={change.isPending}
            onClick={() => setAsking(true)}
          >
            {open ? t('campaigns.evening.close') : t('campaigns.evening.open')}
          </Button>
        )}
      </div>
      <ConfirmSheet
        open={asking}
        onClose={() => setAsking(false)}
        title={open ? t('campaigns.evening.close-title') : t('campaigns.evening.open-title')}
        text={open ? t('campaigns.evening.close-text') : t('campaigns.evening.open-text')}
        confirm={open ? t('campaigns.evening.close') : t('campaigns.evening.open')}
        cancel={t('campaigns.cancel')}
        busy={change.isPending}
        onConfirm={() => change.mutate(title.trim())}
      >
        {!open && (
          <Input
            label={t('campaigns.evening.title-field')}
            hint={t('campaigns.evening.title-hint')}
            value={title}
            onChange={setTitle}
            maxLength={120}
          />
        )}
      </ConfirmSheet>
    </section>
  )
}

function useEveningChange(campaign: Campaign, onDone: () => void) {
  const { t } = useText()
  const { api } = useServices()
  const platform = usePlatform()
  const queries = useQueryClient()
  const toast = useToast()
  const path = { campaignId: campaign.id }
  return useMutation({
    mutationFn: async (title: string): Promise<void> => {
      const sessionId = campaign.openSessionId
      if (sessionId === null) await api.sessions.open({ path, body: title === '' ? {} : { title } })
      else await api.sessions.close({ path: { ...path, sessionId } })
    },
    onSuccess: () => {
      platform.haptic('success')
      onDone()
    },
    onError: (error) => {
      platform.haptic('error')
      toast(t(wordsOf(error)), 'danger')
    },
    onSettled: async () => {
      void queries.invalidateQueries({ queryKey: keys.list })
      await queries.invalidateQueries({ queryKey: keys.one(campaign.id) })
    },
  })
}
