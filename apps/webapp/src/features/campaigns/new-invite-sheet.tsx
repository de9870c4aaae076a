import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { usePlatform } from '../../app/platform-context.ts'
import { useServices } from '../../app/services.ts'
import { useText } from '../../i18n/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Stepper } from '../../ui/field.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Segmented } from '../../ui/tabs.tsx'
import { useToast } from '../../ui/toast.tsx'
import { keys } from './campaign-queries.ts'
import styles from './new-invite-sheet.module.css'
import { wordsOf } from './problem-words.ts'
import { roleWords } from './role-words.ts'

export interface NewInviteSheetProps {
  campaignId: string
  open: boolean
  onClose: () => void
}

/** Hours by the name of the choice. */
const lives = { day: 24, week: 168, month: 720 } as const

/** For whom a new link is, how long it lives, how many it may bring. */
export function NewInviteSheet({ campaignId, open, onClose }: NewInviteSheetProps) {
  const { t } = useText()
  const { api } = useServices()
  const platform = usePlatform()
  const queries = useQueryClient()
  const toast = useToast()
  const [role, setRole] = useState<'player' | 'spectator'>('player')
  const [life, setLife] = useState<keyof typeof lives>('week')
  const [seats, setSeats] = useState(5)
  const make = useMutation({
    mutationFn: () =>
      api.invites.create({
        path: { campaignId },
        body: { role, expiresInHours: lives[life], maxUses: seats },
      }),
    onSuccess: async () => {
      platform.haptic('success')
      onClose()
      await queries.invalidateQueries({ queryKey: keys.invites(campaignId) })
    },
    onError: (error) => {
      platform.haptic('error')
      toast(t(wordsOf(error)), 'danger')
    },
  })
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('campaigns.invites.new')}
      footer={
        <Button busy={make.isPending} onClick={() => make.mutate()}>
          {t('campaigns.invites.create')}
        </Button>
      }
    >
      <div className={styles.field}>
        <span>{t('campaigns.invites.as')}</span>
        <Segmented
          label={t('campaigns.invites.as')}
          value={role}
          onChange={setRole}
          choices={[
            { value: 'player', label: t(roleWords.player) },
            { value: 'spectator', label: t(roleWords.spectator) },
          ]}
        />
      </div>
      <div className={styles.field}>
        <span>{t('campaigns.invites.life')}</span>
        <Segmented
          label={t('campaigns.invites.life')}
          value={life}
          onChange={setLife}
          choices={[
            { value: 'day', label: t('campaigns.invites.day') },
            { value: 'week', label: t('campaigns.invites.week') },
            { value: 'month', label: t('campaigns.invites.month') },
          ]}
        />
      </div>
      <div className={styles.row}>
        <span>{t('campaigns.invites.seats')}</span>
        <Stepper
          label={t('campaigns.invites.seats')}
          value={seats}
          onChange={setSeats}
          min={1}
          max={100}
          decrease={t('campaigns.less')}
          increase={t('campaigns.more-one')}
        />
      </div>
    </Sheet>
  )
}
