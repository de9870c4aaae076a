import type { ResultOf } from '@rpg-bot/rpg_sdk'
import { useQuery } from '@tanstack/react-query'
import { useServices } from '../../app/services.ts'

export type Campaign = ResultOf<'getCampaign'>
export type Member = ResultOf<'listMembers'>['items'][number]
export type Character = ResultOf<'listCharacters'>['items'][number]

/** Keys of this feature's part of the cache. */
export const keys = {
  tables: ['party', 'tables'],
  campaign: (campaignId: string) => ['party', campaignId, 'campaign'],
  members: (campaignId: string) => ['party', campaignId, 'members'],
  characters: (campaignId: string) => ['party', campaignId, 'characters'],
} as const

export function useTables() {
  const { api } = useServices()
  return useQuery({
    queryKey: keys.tables,
    queryFn: ({ signal }) => api.campaigns.list({ query: { limit: 50 } }, { signal }),
  })
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
    // A table seats at most 100: one page holds them all.
    queryFn: ({ signal }) => api.members.list({ path: { campaignId }, query: { limit: 100 } }, { signal }),
  })
}

export function useCharacters(campaignId: string) {
  const { api } = useServices()
  return useQuery({
    queryKey: keys.characters(campaignId),
    queryFn: ({ signal }) => api.characters.list({ path: { campaignId }, query: { limit: 100 } }, { signal }),
  })
}
