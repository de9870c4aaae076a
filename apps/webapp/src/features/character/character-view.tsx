import { useEffect, useState } from 'react'
import { useMe } from '../../app/auth/auth-context.ts'
import { usePlatform } from '../../app/platform-context.ts'
import { useText } from '../../i18n/use-text.ts'
import { SkeletonBlock } from '../../ui/skeleton.tsx'
import { useCampaign, useCharacter, useSystem } from './character-queries.ts'
import styles from './character-view.module.css'
import { Failed } from './failed.tsx'
import { OpenSheet } from './open-sheet.tsx'
import type { SheetDraft } from './sheet-store.ts'
import { draftKey, readDraft } from './use-sheet-store.ts'

export interface CharacterViewProps {
  campaignId: string
  characterId: string
  editing: boolean
}

/** One character: fetches the sheet, the table and the rules it belongs to, then opens it. */
export function CharacterView({ campaignId, characterId, editing }: CharacterViewProps) {
  const { t } = useText()
  const campaign = useCampaign(campaignId)
  const character = useCharacter(campaignId, characterId)
  const system = useSystem(campaign.data?.systemId)
  const draft = useDraft(characterId)
  const failed = [character, campaign, system].find((query) => query.isError && query.data === undefined)
  if (failed !== undefined) return <Failed error={failed.error} onRetry={() => void failed.refetch()} />
  if (
    character.data === undefined ||
    campaign.data === undefined ||
    system.data === undefined ||
    draft === undefined
  ) {
    return (
      <div className={styles.waiting} role="status" aria-label={t('character.loading')}>
        <SkeletonBlock height={170} />
        <SkeletonBlock height={100} />
        <SkeletonBlock height={220} />
      </div>
    )
  }
  return (
    <OpenSheet
      campaign={campaign.data}
      latest={character.data}
      system={system.data}
      draft={draft}
      editing={editing}
    />
  )
}

/** Undefined until the device was asked. */
function useDraft(characterId: string): SheetDraft | null | undefined {
  const platform = usePlatform()
  const me = useMe()
  const key = draftKey(me?.id, characterId)
  const [draft, setDraft] = useState<SheetDraft | null | undefined>(undefined)
  useEffect(() => {
    let here = true
    void readDraft(platform.cache, key).then((found) => {
      if (here) setDraft(found)
    })
    return () => {
      here = false
    }
  }, [platform, key])
  return draft
}
