import type { ResultOf } from '@rpg-bot/rpg_sdk'
import { type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useServices } from '../../app/services.ts'

export type Campaign = ResultOf<'getCampaign'>
export type Member = ResultOf<'getMember'>
export type Invite = ResultOf<'createInvite'>
export type CharacterSummary = ResultOf<'listCharacters'>['items'][number]

/** A campaign with the version that a change has to name. */
export interface VersionedCampaign {
  campaign: Campaign
  etag: string
}

/** Keys of this feature's part of the cache. */
export const keys = {
  list: ['campaigns', 'list'],
  one: (campaignId: string) => ['campaigns', 'one', campaignId],
  members: (campaignId: string) => ['campaigns', 'one', campaignId, 'members'],
  characters: (campaignId: string) => ['campaigns', 'one', campaignId, 'characters'],
  evenings: (campaignId: string) => ['campaigns', 'one', campaignId, 'evenings'],
  invites: (campaignId: string) => ['campaigns', 'one', campaignId, 'invites'],
  systems: ['campaigns', 'systems'],
} as const

/** How often an open screen asks what happened at the table meanwhile. Milliseconds. */
const tableInterval = 20_000

export function useCampaigns() {
  const { api } = useServices()
  return useInfiniteQuery({
    queryKey: keys.list,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api.campaigns.list(
        { query: { limit: 30, ...(pageParam !== null && { cursor: pageParam }) } },
        { signal },
      ),
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function useCampaign(campaignId: string) {
  const { api } = useServices()
  return useQuery({
    queryKey: keys.one(campaignId),
    queryFn: async ({ signal }): Promise<VersionedCampaign> => {
      const { data, etag } = await api.campaigns.get.withResponse({ path: { campaignId } }, { signal })
      return { campaign: data, etag: etag ?? '*' }
    },
    refetchInterval: tableInterval,
  })
}

export function useMembers(campaignId: string) {
  const { api } = useServices()
  return useQuery({
    queryKey: keys.members(campaignId),
    // A table seats at most 100: one page holds them all.
    queryFn: ({ signal }) => api.members.list({ path: { campaignId }, query: { limit: 100 } }, { signal }),
    refetchInterval: tableInterval,
  })
}

export function useCharacters(campaignId: string) {
  const { api } = useServices()
  return useQuery({
    queryKey: keys.characters(campaignId),
    // At most 100 in a campaign.
    queryFn: ({ signal }) => api.characters.list({ path: { campaignId }, query: { limit: 100 } }, { signal }),
  })
}

export function useEvenings(campaignId: string) {
  const { api } = useServices()
  return useQuery({
    queryKey: keys.evenings(campaignId),
    queryFn: ({ signal }) => api.sessions.list({ path: { campaignId }, query: { limit: 5 } }, { signal }),
    refetchInterval: tableInterval,
  })
}

export function useInvites(campaignId: string) {
  const { api } = useServices()
  return useQuery({
    queryKey: keys.invites(campaignId),
    // At most 50 are alive.
    queryFn: ({ signal }) => api.invites.list({ path: { campaignId }, query: { limit: 50 } }, { signal }),
  })
}

export function useSystems() {
  const { api } = useServices()
  return useQuery({
    queryKey: keys.systems,
    queryFn: ({ signal }) => api.systems.list({ query: { limit: 100 } }, { signal }),
    staleTime: 600_000,
  })
}

/** Takes over what the server answered to a change, and lets everything around it be read again. */
export function rememberCampaign(queries: QueryClient, { campaign, etag }: VersionedCampaign): void {
  queries.setQueryData(keys.one(campaign.id), { campaign, etag })
  void queries.invalidateQueries({ queryKey: keys.list })
}

/** Forgets a campaign that is no longer ours to see. */
export function forgetCampaign(queries: QueryClient, campaignId: string): void {
  queries.removeQueries({ queryKey: keys.one(campaignId) })
  void queries.invalidateQueries({ queryKey: keys.list })
}
