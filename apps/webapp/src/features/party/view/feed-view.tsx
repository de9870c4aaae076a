import { useEffect, useMemo, useRef } from 'react'
import { useServices } from '../../../app/services.ts'
import { useText } from '../../../i18n/use-text.ts'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { EmptyState } from '../../../ui/state.tsx'
import { olderCursor } from '../feed/feed.ts'
import { feedItems } from '../feed/feed-items.ts'
import type { Names } from '../feed/names.ts'
import type { ReadOlder, Room, RoomState } from '../room/room.ts'
import { FeedEntry } from './feed-entry.tsx'
import styles from './feed-view.module.css'
import { PendingEntry } from './pending-entry.tsx'
import { useFeedScroll } from './use-feed-scroll.ts'

export interface FeedViewProps {
  room: Room
  state: RoomState
  names: Names
  meId: string
  campaignId: string
  /** The line is down: what is said now goes out later. */
  waits: boolean
}

const dayOf = (time: string): string => new Date(time).toDateString()

/** Everything that happened at the table, oldest first, with what is still on its way at the end. */
export function FeedView({ room, state, names, meId, campaignId, waits }: FeedViewProps) {
  const { t } = useText()
  const { feed, pending } = state
  const items = useMemo(() => feedItems(feed.events, dayOf), [feed.events])
  const { list, unseen, toEnd } = useFeedScroll({
    first: items[0]?.key ?? null,
    last: items.at(-1)?.key ?? null,
    said: pending.at(-1)?.id ?? null,
  })
  const empty = items.length === 0 && pending.length === 0
  const known = state.restored && (state.live || state.wasLive)
  return (
    <div className={styles.room}>
      {items.length > 0 && <Older room={room} state={state} campaignId={campaignId} />}
      {empty && !known && <Skeleton rows={5} label={t('party.feed.loading')} />}
      {empty && known && (
        <EmptyState illustration="campfire" title={t('party.feed.empty')} text={t('party.feed.empty-text')} />
      )}
      <div
        ref={list}
        className={styles.feed}
        role="log"
        aria-live="polite"
        aria-label={t('party.feed.title')}
      >
        {items.map((item) => (
          <FeedEntry key={item.key} item={item} names={names} meId={meId} fresh={state.fresh.has(item.key)} />
        ))}
        {pending.map((entry) => (
          <PendingEntry
            key={entry.id}
            entry={entry}
            names={names}
            meId={meId}
            waits={waits}
            onRetry={() => room.retry(entry.id)}
            onDrop={() => room.drop(entry.id)}
          />
        ))}
      </div>
      {unseen && (
        <div className={styles.unseen}>
          <button type="button" onClick={() => toEnd('smooth')}>
            <span className={styles.down}>
              <Icon name="chevron" size={16} />
            </span>
            {t('party.feed.unseen')}
          </button>
        </div>
      )}
    </div>
  )
}

/** Reads back when it comes into view; a button for those whom that does not reach. */
function Older({ room, state, campaignId }: { room: Room; state: RoomState; campaignId: string }) {
  const { t } = useText()
  const { api, contract } = useServices()
  const place = useRef<HTMLDivElement>(null)
  const more = olderCursor(state.feed) !== null
  const read: ReadOlder = async (cursor) => {
    const query = { cursor, direction: 'backward', limit: 60 } as const
    const page = await api.party.listEvents({ path: { partyId: campaignId }, query })
    const events = page.items.filter((event) => contract.receives(event))
    return {
      items: events as unknown as Awaited<ReturnType<ReadOlder>>['items'],
      nextCursor: page.nextCursor,
    }
  }
  const load = useRef(() => room.loadOlder(read))
  const watching = more && state.live && state.older === 'idle'
  useEffect(() => {
    const element = place.current
    if (!watching || element === null || typeof IntersectionObserver === 'undefined') return
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting) && window.scrollY < 400) void load.current()
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [watching])
  if (!more) return <p className={styles.beginning}>{t('party.feed.beginning')}</p>
  return (
    <div ref={place} className={styles.older}>
      <Button variant="quiet" busy={state.older === 'loading'} onClick={() => void load.current()}>
        {state.older === 'failed' ? t('party.feed.older-failed') : t('party.feed.older')}
      </Button>
    </div>
  )
}
