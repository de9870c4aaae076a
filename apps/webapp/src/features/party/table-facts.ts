import { useEffect, useEffectEvent, useMemo } from 'react'
import { useMe } from '../../app/auth/auth-context.ts'
import {
  type Campaign,
  type Character,
  type Member,
  useCampaign,
  useCharacters,
  useMembers,
} from './party-queries.ts'
import { useStored } from './use-stored.ts'

/** Who sits at a table and what it is called: of the API's answers only what the table shows. */
export interface TableFacts {
  campaign: Pick<Campaign, 'name' | 'status' | 'role' | 'capabilities' | 'openSessionId'> | null
  members: readonly Pick<Member, 'userId' | 'displayName' | 'role'>[]
  characters: readonly Pick<Character, 'id' | 'ownerId' | 'name'>[]
  /** People who sat here once, as far as this device remembers: their words keep their names. */
  former: readonly Pick<Member, 'userId' | 'displayName'>[]
}

/** Former members that are remembered at the most. */
const mostFormer = 100

/**
 * The facts of a table as the server tells them, or as this device remembers them while it does not: without
 * network, or after one's place was taken away. Null while nothing is known.
 */
export function useTableFacts(campaignId: string): TableFacts | null {
  const me = useMe()
  const [stored, store] = useStored(`rpg.party.facts.${me?.id ?? 'nobody'}.${campaignId}`)
  const campaign = useCampaign(campaignId).data
  const members = useMembers(campaignId).data?.items
  const characters = useCharacters(campaignId).data?.items
  const remembered = useMemo(() => parseFacts(stored ?? null), [stored])
  const keep = useEffectEvent((facts: Omit<TableFacts, 'former'>) => {
    store(JSON.stringify({ ...facts, former: formerOf(facts.members, remembered) } satisfies TableFacts))
  })
  const read = stored !== undefined
  useEffect(() => {
    if (!read || campaign === undefined || members === undefined || characters === undefined) return
    const { name, status, role, capabilities, openSessionId } = campaign
    keep({
      campaign: { name, status, role, capabilities, openSessionId },
      members: members.map((member) => ({
        userId: member.userId,
        displayName: member.displayName,
        role: member.role,
      })),
      characters: characters.map((character) => ({
        id: character.id,
        ownerId: character.ownerId,
        name: character.name,
      })),
    })
  }, [read, campaign, members, characters])
  return useMemo(() => {
    if (members === undefined && remembered === null) return null
    return {
      campaign: campaign ?? remembered?.campaign ?? null,
      members: members ?? remembered?.members ?? [],
      characters: characters ?? remembered?.characters ?? [],
      former: remembered?.former ?? [],
    }
  }, [campaign, members, characters, remembered])
}

/** Who was remembered and is not there any more, the latest to leave last. */
export function formerOf(
  members: TableFacts['members'],
  remembered: Pick<TableFacts, 'members' | 'former'> | null,
): TableFacts['former'] {
  const seated = new Set(members.map(({ userId }) => userId))
  const gone = new Map<string, string>()
  for (const { userId, displayName } of [...(remembered?.former ?? []), ...(remembered?.members ?? [])]) {
    if (!seated.has(userId)) gone.set(userId, displayName)
  }
  return [...gone].map(([userId, displayName]) => ({ userId, displayName })).slice(-mostFormer)
}

/** Reads what was kept; anything else than that counts as nothing. */
export function parseFacts(text: string | null): TableFacts | null {
  if (text === null) return null
  try {
    const { campaign, members, characters, former } = JSON.parse(text) as Partial<TableFacts>
    if (!Array.isArray(members) || !Array.isArray(characters) || !Array.isArray(former)) return null
    return typeof campaign?.name === 'string' ? { campaign, members, characters, former } : null
  } catch {
    return null
  }
}

export type TableMember = TableFacts['members'][number]
export type TableCharacter = TableFacts['characters'][number]
