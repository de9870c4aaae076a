import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useMe } from '../../app/auth/auth-context.ts'
import { useAction, usePlatform } from '../../app/platform-context.ts'
import { useServices } from '../../app/services.ts'
import { useText } from '../../i18n/use-text.ts'
import { Input } from '../../ui/field.tsx'
import { Illustration } from '../../ui/illustration.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Select } from '../../ui/select.tsx'
import { useToast } from '../../ui/toast.tsx'
import { keys, useCampaign, useMembers } from './character-queries.ts'
import styles from './new-character.module.css'
import { wordsOf } from './problem-words.ts'

/** A name is all it takes; the sheet begins with the defaults of the rules. */
export function NewCharacter({ campaignId }: { campaignId: string }) {
  const { t } = useText()
  const me = useMe()
  const campaign = useCampaign(campaignId)
  const members = useMembers(campaignId)
  const [name, setName] = useState('')
  const [ownerId, setOwnerId] = useState('')
  const create = useCreate(campaignId)
  const leads = campaign.data?.role === 'gm'
  const owner = ownerId === '' ? (me?.id ?? '') : ownerId
  useAction('primary', {
    label: t('character.new.create'),
    disabled: name.trim() === '',
    busy: create.isPending,
    onPress: () => {
      if (name.trim() !== '') {
        create.mutate({ name: name.trim(), ...(owner !== me?.id && { ownerId: owner }) })
      }
    },
  })
  return (
    <Screen title={t('character.new.title')} subtitle={campaign.data?.name}>
      <div className={styles.picture}>
        <Illustration name="lantern" />
      </div>
      <Input
        label={t('character.name')}
        value={name}
        onChange={setName}
        maxLength={80}
        placeholder={t('character.new.example')}
        hint={t('character.new.note')}
        enterKeyHint="done"
      />
      {leads && members.data !== undefined && (
        <Select
          label={t('character.new.owner')}
          value={owner}
          onChange={setOwnerId}
          choices={members.data.items
            .filter(({ role }) => role !== 'spectator')
            .map(({ userId, displayName }) => ({
              value: userId,
              label: userId === me?.id ? t('character.new.me', { name: displayName }) : displayName,
            }))}
        />
      )}
    </Screen>
  )
}

function useCreate(campaignId: string) {
  const { t } = useText()
  const { api } = useServices()
  const platform = usePlatform()
  const queries = useQueryClient()
  const toast = useToast()
  const [, navigate] = useLocation()
  return useMutation({
    mutationFn: (body: { name: string; ownerId?: string }) =>
      api.characters.create.withResponse({ path: { campaignId }, body }),
    onSuccess: ({ data, etag }) => {
      platform.haptic('success')
      queries.setQueryData(keys.one(data.id), { character: data, etag: etag ?? '*' })
      void queries.invalidateQueries({ queryKey: keys.list(campaignId) })
      void queries.invalidateQueries({ queryKey: ['campaigns', 'one', campaignId, 'characters'] })
      navigate(`/${campaignId}/${data.id}`, { replace: true })
      navigate(`/${campaignId}/${data.id}/edit`)
    },
    onError: (error) => {
      platform.haptic('error')
      toast(t(wordsOf(error)), 'danger')
    },
  })
}
