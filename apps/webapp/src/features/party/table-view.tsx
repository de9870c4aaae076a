import { useEffect, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { useMe } from '../../app/auth/auth-context.ts'
import { useCapabilityStore } from '../../app/features/capabilities.ts'
import { useHoldClosing } from '../../app/platform-context.ts'
import { useText } from '../../i18n/use-text.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/state.tsx'
import { lastTableKey } from './chooser.tsx'
import { Composer } from './compose/composer.tsx'
import { DiceTray } from './dice/dice-tray.tsx'
import { createNames } from './feed/names.ts'
import { useHappenings, useRoom } from './room/use-room.ts'
import { MembersSheet } from './sheets/members-sheet.tsx'
import { NoteSheet } from './sheets/note-sheet.tsx'
import { SceneSheet } from './sheets/scene-sheet.tsx'
import { VoiceSheet } from './sheets/voice-sheet.tsx'
import { useTableFacts } from './table-facts.ts'
import styles from './table-view.module.css'
import { useStored } from './use-stored.ts'
import { FeedView } from './view/feed-view.tsx'
import { TableHeader } from './view/table-header.tsx'

type Opened = 'members' | 'dice' | 'voice' | 'scene' | 'note' | null

/** One evening's table: who is there, what happened, and a place to speak. */
export function TableView({ campaignId, onSit }: { campaignId: string; onSit: () => void }) {
  const { t } = useText()
  const me = useMe()
  const [, navigate] = useLocation()
  const { room, state, status } = useRoom(campaignId)
  useHappenings({ room, campaignId })
  const [opened, setOpened] = useState<Opened>(null)
  const facts = useTableFacts(campaignId)
  const campaign = facts?.campaign ?? undefined
  const members = facts?.members
  const characters = facts?.characters
  const granted = useGranted(campaign?.capabilities)
  const [voice, setVoice] = useStored(`rpg.party.voice.${campaignId}`)
  useLastTable({ campaignId, gone: status === 'missing' || status === 'removed', onSit })

  const { events } = state.feed
  const names = useMemo(
    () =>
      createNames({
        members: facts === null ? null : [...facts.former, ...facts.members],
        characters: characters ?? [],
        events,
      }),
    [facts, characters, events],
  )
  const voices = (characters ?? []).filter(({ ownerId }) => ownerId === me?.id || campaign?.role === 'gm')
  // A character that went away speaks no more.
  const speaker = voices.find(({ id }) => id === voice) ?? null
  useHoldClosing('party-unsent', state.pending.length > 0)
  const over = status === 'missing' || status === 'removed'
  const close = () => setOpened(null)

  if (status === 'missing' && events.length === 0) {
    return (
      <EmptyState
        illustration="door"
        title={t('party.missing.title')}
        text={t('party.missing.text')}
        actions={<Button onClick={() => navigate('~/campaigns')}>{t('party.removed.leave')}</Button>}
      />
    )
  }
  return (
    <div className={styles.table}>
      <TableHeader
        name={campaign?.name ?? null}
        status={status}
        members={members ?? []}
        evening={campaign?.openSessionId !== null && campaign !== undefined}
        onMembers={() => setOpened('members')}
      />
      {state.replaced && (
        <div className={styles.replaced}>
          <Banner
            icon="refresh"
            action={
              <Button variant="quiet" onClick={room.settle}>
                {t('party.replaced.settle')}
              </Button>
            }
          >
            {t('party.replaced.text')}
          </Banner>
        </div>
      )}
      <FeedView
        room={room}
        state={state}
        names={names}
        meId={me?.id ?? ''}
        campaignId={campaignId}
        waits={status !== 'live'}
      />
      <Composer
        key={campaignId}
        campaignId={campaignId}
        speaker={speaker}
        meId={me?.id ?? ''}
        silence={silenceOf({ over, status: campaign?.status, role: campaign?.role })}
        onSay={(text) =>
          room.say({
            type: 'io.rpgbot.party.message-posted.v1',
            data: speaker === null ? { text } : { text, characterId: speaker.id },
          })
        }
        onVoice={() => setOpened('voice')}
        onDice={() => setOpened('dice')}
      />
      <DiceTray
        open={opened === 'dice'}
        onClose={close}
        campaignId={campaignId}
        speaker={speaker}
        meId={me?.id ?? ''}
        events={events}
      />
      <MembersSheet
        open={opened === 'members'}
        onClose={close}
        campaignId={campaignId}
        members={members ?? []}
        characters={characters ?? []}
        meId={me?.id ?? ''}
      />
      <VoiceSheet
        open={opened === 'voice'}
        onClose={close}
        voices={voices}
        voice={speaker?.id ?? null}
        onVoice={setVoice}
        me={me}
        {...(granted.has('scene.set') && { onScene: () => setOpened('scene') })}
        onNote={() => setOpened('note')}
      />
      <SceneSheet
        open={opened === 'scene'}
        onClose={close}
        campaignId={campaignId}
        onSet={(data) => room.say({ type: 'io.rpgbot.party.scene-set.v1', data })}
      />
      <NoteSheet
        open={opened === 'note'}
        onClose={close}
        campaignId={campaignId}
        onAdd={(text) => room.say({ type: 'io.rpgbot.party.note-added.v1', data: { text } })}
      />
    </div>
  )
}

export type Silence = 'removed' | 'archived' | 'spectator' | null

/** Why this person can not speak here, or null. The server decides; this only spares a refusal. */
function silenceOf({
  over,
  status,
  role,
}: {
  over: boolean
  status: 'active' | 'archived' | undefined
  role: 'gm' | 'player' | 'spectator' | undefined
}): Silence {
  if (over) return 'removed'
  if (status === 'archived') return 'archived'
  return role === 'spectator' ? 'spectator' : null
}

/** What the server grants at this table; the shell hides entries by it. */
function useGranted(capabilities: readonly string[] | undefined): ReadonlySet<string> {
  const store = useCapabilityStore()
  const granted = useMemo(() => new Set(capabilities), [capabilities])
  useEffect(() => {
    if (capabilities !== undefined) store.getState().grant(capabilities)
  }, [capabilities, store])
  return granted
}

function useLastTable(options: { campaignId: string; gone: boolean; onSit: () => void }): void {
  const { campaignId, gone, onSit } = options
  const me = useMe()
  const [, remember] = useStored(lastTableKey(me?.id))
  useEffect(() => {
    remember(gone ? null : campaignId)
    onSit()
  }, [campaignId, gone, remember, onSit])
}
