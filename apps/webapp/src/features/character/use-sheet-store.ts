import { isProblem } from '@rpg-bot/rpg_sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useMe } from '../../app/auth/auth-context.ts'
import { usePlatform } from '../../app/platform-context.ts'
import { problemOf } from '../../app/problem.ts'
import { type ApiPort, useServices } from '../../app/services.ts'
import type { KeyValue } from '../../platform/platform.ts'
import { keys } from './character-queries.ts'
import {
  createSheetStore,
  type SaveResult,
  type SheetDraft,
  type SheetStore,
  type VersionedCharacter,
} from './sheet-store.ts'

/** Turns a failed call into what the store has to know. */
export function resultOf(error: unknown): SaveResult {
  // Refused before it was sent: the same body would be refused again.
  if (isProblem(error, 'request_invalid')) return { kind: 'rejected', code: error.code, pointers: [] }
  const { code, status } = problemOf(error)
  if (code === 'precondition_failed') return { kind: 'stale' }
  if (status === null || status >= 500 || status === 429) return { kind: 'unreachable' }
  const errors = isProblem(error) ? error.errors : []
  return {
    kind: 'rejected',
    code,
    pointers: errors.filter((each) => each.in === 'body').map(({ pointer }) => pointer),
  }
}

/** Where a draft is kept. Two people may share a device; what one typed is not the other's to save. */
export function draftKey(userId: string | undefined, characterId: string): string {
  return `rpg.sheet.${userId ?? 'nobody'}.${characterId}`
}

/** Reads what an earlier visit could not save any more. */
export async function readDraft(cache: KeyValue, key: string): Promise<SheetDraft | null> {
  const stored = await cache.get(key)
  if (stored === null) return null
  try {
    const draft: unknown = JSON.parse(stored)
    if (typeof draft !== 'object' || draft === null) return null
    const { etag, changes } = draft as Partial<SheetDraft>
    return typeof etag === 'string' && typeof changes === 'object' ? { etag, changes } : null
  } catch {
    // A cache may hold anything; what cannot be read was never a draft.
    return null
  }
}

function saver(api: ApiPort, { campaignId, id }: { campaignId: string; id: string }) {
  const path = { campaignId, characterId: id }
  const attempt = async (call: () => Promise<VersionedCharacter>): Promise<SaveResult> => {
    try {
      return { kind: 'stored', current: await call() }
    } catch (error) {
      return resultOf(error)
    }
  }
  return {
    save: (body: { name?: string; sheet?: Record<string, unknown> }, etag: string) =>
      attempt(async () => {
        const answer = await api.characters.update.withResponse({ path, body, headers: { 'if-match': etag } })
        return { character: answer.data, etag: answer.etag ?? '*' }
      }),
    load: () =>
      attempt(async () => {
        const answer = await api.characters.get.withResponse({ path })
        return { character: answer.data, etag: answer.etag ?? '*' }
      }),
  }
}

/**
 * The store of one sheet for as long as the sheet is open: fed by the query, woken by the network, and saved at
 * once when the app goes to the background.
 */
export function useSheetStore(latest: VersionedCharacter, draft: SheetDraft | null): SheetStore {
  const { api } = useServices()
  const platform = usePlatform()
  const queries = useQueryClient()
  const me = useMe()
  const [store] = useState(() => {
    const key = draftKey(me?.id, latest.character.id)
    return createSheetStore({
      initial: latest,
      draft,
      ...saver(api, latest.character),
      keep(next) {
        if (next === null) void platform.cache.remove(key)
        else void platform.cache.set(key, JSON.stringify(next))
      },
      later(run, delay) {
        const timer = setTimeout(run, delay)
        return () => clearTimeout(timer)
      },
    })
  })
  useEffect(() => store.getState().adopt(latest), [store, latest])
  useEffect(
    () =>
      store.subscribe((state, before) => {
        if (state.server === before.server) return
        const { id, campaignId } = state.server.character
        queries.setQueryData(keys.one(id), state.server)
        if (state.server.character.name !== before.server.character.name) {
          void queries.invalidateQueries({ queryKey: keys.list(campaignId) })
        }
      }),
    [store, queries],
  )
  useEffect(() => {
    const retry = () => store.getState().retry()
    const hide = () => {
      if (!platform.visible.get()) void store.getState().flush()
    }
    window.addEventListener('online', retry)
    const release = platform.visible.subscribe(hide)
    return () => {
      window.removeEventListener('online', retry)
      release()
      // Leaving the page saves what the pause still holds back.
      void store.getState().flush()
    }
  }, [store, platform])
  return store
}
