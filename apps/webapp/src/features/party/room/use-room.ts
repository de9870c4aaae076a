import type { PartyEvent } from '@rpg-bot/rpg_sdk/party'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { useMe } from '../../../app/auth/auth-context.ts'
import { usePlatform } from '../../../app/platform-context.ts'
import { type PartyPort, useServices } from '../../../app/services.ts'
import { useReadable } from '../../../app/use-readable.ts'
import { createWebStorage } from '../../../platform/web-storage.ts'
import { rollMood } from '../../../ui/roll-view.ts'
import { keys } from '../party-queries.ts'
import { createRoom, type Room, type RoomState } from './room.ts'
import { createRoomCache } from './room-cache.ts'
import { type TableStatus, tableStatus } from './table-status.ts'

/** Rooms of this visit: going to another page and back finds the table as it was left. */
const rooms = new WeakMap<PartyPort, Map<string, Room>>()

function roomOf(port: PartyPort, partyId: string, key: string): Room {
  const known = rooms.get(port) ?? new Map<string, Room>()
  rooms.set(port, known)
  const existing = known.get(key)
  if (existing !== undefined) return existing
  const room = createRoom({
    partyId,
    cache: createRoomCache({ storage: createWebStorage(() => window.sessionStorage), key }),
    now: Date.now,
    delay(run, milliseconds) {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
  })
  known.set(key, room)
  return room
}

function subscribeOnline(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

export interface SeatedRoom {
  room: Room
  state: RoomState
  status: TableStatus
}

/** The room of a party while somebody sits in it. */
export function useRoom(partyId: string): SeatedRoom {
  const { party, telemetry } = useServices()
  const { visible } = usePlatform()
  const me = useMe()
  const [room] = useState(() => roomOf(party, partyId, `rpg.party.${me?.id ?? 'nobody'}.${partyId}`))
  const state = useStore(room.store)
  const connection = useReadable(party.connection)
  const online = useSyncExternalStore(subscribeOnline, () => navigator.onLine)
  const shown = useReadable(visible)

  const attach = useCallback(() => {
    let release = () => room.keepNow()
    let left = false
    party
      .client()
      .then((client) => {
        if (!left) release = room.attach(client, party.connection)
      })
      .catch((error: unknown) => telemetry.error(error, 'party client'))
    return () => {
      left = true
      release()
    }
  }, [party, room, telemetry])
  useEffect(attach, [attach])

  useEffect(() => {
    // Mobile clients freeze hidden pages without a word: what is kept by then is all there is.
    if (!shown) room.keepNow()
    else if (online && connection === 'reconnecting') {
      party.client().then(
        (client) => client.reconnectNow(),
        () => undefined,
      )
    }
  }, [shown, online, connection, party, room])

  useEffect(() => {
    const keep = () => room.keepNow()
    window.addEventListener('pagehide', keep)
    return () => window.removeEventListener('pagehide', keep)
  }, [room])

  const { live, wasLive, ended } = state
  return { room, state, status: tableStatus({ online, connection, live, wasLive, ended }) }
}

/** Reacts to what happens at the table: lists are read again, dice are felt. */
export function useHappenings({ room, campaignId }: { room: Room; campaignId: string }): void {
  const queries = useQueryClient()
  const platform = usePlatform()
  const me = useMe()
  const react = useEffectEvent((event: PartyEvent, fresh: boolean) => {
    const refresh = (queryKey: readonly string[]) => void queries.invalidateQueries({ queryKey })
    if (event.type.startsWith('io.rpgbot.campaign.')) {
      refresh(keys.members(campaignId))
      refresh(keys.campaign(campaignId))
    }
    if (event.type.startsWith('io.rpgbot.character.')) refresh(keys.characters(campaignId))
    if (event.type.startsWith('io.rpgbot.session.')) refresh(keys.campaign(campaignId))
    if (!fresh || event.type !== 'io.rpgbot.roll.roll-made.v1') return
    const { roll } = event.data
    const mood = rollMood(roll)
    if (mood === 'crit') platform.haptic('success')
    else if (mood === 'fumble') platform.haptic('error')
    else platform.haptic(roll.rollerId === me?.id ? 'impact-heavy' : 'impact-light')
  })
  useEffect(() => {
    return room.store.subscribe((next, previous) => {
      if (next.feed.events === previous.feed.events) return
      const last = previous.feed.events.at(-1)?.sequence ?? ''
      for (const event of next.feed.events) {
        if (event.sequence > last && previous.wasLive) react(event, next.fresh.has(event.id))
      }
    })
  }, [room])
}
