import type { ResultOf } from '@rpg-bot/rpg_sdk'
import { useQueries, useQuery } from '@tanstack/react-query'
import { type ApiPort, useServices } from '../../app/services.ts'
import type { VersionedCharacter } from './sheet-store.ts'

export type Campaign = ResultOf<'getCampaign'>
export type CharacterSummary = ResultOf<'listCharacters'>['items'][number]
export type System = ResultOf<'getSystem'>
export type SheetSection = System['layout'][number]
export type SheetField = SheetSection['fields'][number]

/** Keys of this feature's part of the cache. */
export const keys = {
  campaigns: ['character', 'campaigns'],
  campaign: (campaignId: string) => ['character', 'campaign', campaignId],
  members: (campaignId: string) => ['character', 'members', campaignId],
  list: (campaignId: string) => ['character', 'list', campaignId],
  one: (characterId: string) => ['character', 'one', characterId],
  system: (systemId: string) => ['character', 'system', systemId],
} as const

/** How often an open sheet asks whether somebody else changed it. Milliseconds. */
const sheetInterval = 15_000

const charactersOf = (api: ApiPort, campaignId: string) => ({
  queryKey: keys.list(campaignId),
  // At most 100 in a campaign: one page holds them all.
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.characters.list({ path: { campaignId }, query: { limit: 100 } }, { signal }),
})

export function useCampaigns() {
  const { api } = useServices()
  return useQuery({
    queryKey: keys.campaigns,
    queryFn: ({ signal }) => api.campaigns.list({ query: { limit: 30 } }, { signal }),
  })
}

export function useCharactersOfAll(campaignIds: readonly string[]) {
  const { api } = useServices()
  return useQueries({ queries: campaignIds.map((campaignId) => charactersOf(api, campaignId)) })
}

export function useCharacters(campaignId: string) {
  const { api } = useServices()
  return useQuery(charactersOf(api, campaignId))
}

export function useCampaign(campaignId: string) {
  const { api } = useServices()
  return useQuery({
    queryKey: keys.campaign(campaignId),
    queryFn: ({ signal }) => api.campaigns.get({ path: { campaignId } }, { signal }),
  })
}

export function useMembers(campaignId: string) {
  const { api } = useServices()
  return useQuery({
    queryKey: keys.members(campaignId),
    queryFn: ({ signal }) => api.members.list({ path: { campaignId }, query: { limit: 100 } }, { signal }),
  })
}

export function useSystem(systemId: string | undefined) {
  const { api } = useServices()
  return useQuery({
    queryKey: keys.system(systemId ?? ''),
    queryFn: ({ signal }) => api.systems.get({ path: { systemId: systemId ?? '' } }, { signal }),
    enabled: systemId !== undefined,
    staleTime: 600_000,
  })
}

export function useCharacter(campaignId: string, characterId: string) {
  const { api } = useServices()
  return useQuery({
    queryKey: keys.one(characterId),
    queryFn: async ({ signal }): Promise<VersionedCharacter> => {
      const path = { campaignId, characterId }
      const { data, etag } = await api.characters.get.withResponse({ path }, { signal })
      return { character: data, etag: etag ?? '*' }
    },
    refetchInterval: sheetInterval,
  })
}
