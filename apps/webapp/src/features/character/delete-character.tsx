import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useMe } from '../../app/auth/auth-context.ts'
import { usePlatform } from '../../app/platform-context.ts'
import { useServices } from '../../app/services.ts'
import { useText } from '../../i18n/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmSheet } from '../../ui/confirm-sheet.tsx'
import { useToast } from '../../ui/toast.tsx'
import { keys } from './character-queries.ts'
import { wordsOf } from './problem-words.ts'
import type { VersionedCharacter } from './sheet-store.ts'
import { draftKey } from './use-sheet-store.ts'

/** Deletes a character for good, after asking once more. */
export function DeleteCharacter({ server: { character, etag } }: { server: VersionedCharacter }) {
  const { t } = useText()
  const { api } = useServices()
  const platform = usePlatform()
  const me = useMe()
  const queries = useQueryClient()
  const toast = useToast()
  const [, navigate] = useLocation()
  const [asking, setAsking] = useState(false)
  const { campaignId, id: characterId, name } = character
  const remove = useMutation({
    mutationFn: () =>
      api.characters.delete({ path: { campaignId, characterId }, headers: { 'if-match': etag } }),
    onSuccess: () => {
      platform.haptic('warning')
      void platform.cache.remove(draftKey(me?.id, characterId))
      navigate(`/${campaignId}`, { replace: true })
      queries.removeQueries({ queryKey: keys.one(characterId) })
      void queries.invalidateQueries({ queryKey: keys.list(campaignId) })
      void queries.invalidateQueries({ queryKey: ['campaigns', 'one', campaignId, 'characters'] })
      toast(t('character.delete.done', { name }))
    },
    onError: (error) => {
      platform.haptic('error')
      toast(t(wordsOf(error)), 'danger')
      void queries.invalidateQueries({ queryKey: keys.one(characterId) })
    },
    onSettled: () => setAsking(false),
  })
  return (
    <>
      <Button variant="danger" icon="trash" wide onClick={() => setAsking(true)}>
        {t('character.delete.action')}
      </Button>
      <ConfirmSheet
        open={asking}
        onClose={() => setAsking(false)}
        danger
        title={t('character.delete.title', { name })}
        text={t('character.delete.text')}
        confirm={t('character.delete.confirm')}
        cancel={t('character.cancel')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      />
    </>
  )
}
