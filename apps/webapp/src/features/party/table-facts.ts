import { useEffect, useMemo } from 'react'
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
}

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
  useEffect(() => {
    if (campaign === undefined || members === undefined || characters === undefined) return
    const { name, status, role, capabilities, openSessionId } = campaign
    const facts: TableFacts = {
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
    }
    store(JSON.stringify(facts))
  }, [campaign, members, characters, store])
  // The same facts as long as the text is the same: effects depend on them.
  const remembered = useMemo(() => parseFacts(stored ?? null), [stored])
  if (members === undefined && remembered === null) return null
  return {
    campaign: campaign ?? remembered?.campaign ?? null,
    members: members ?? remembered?.members ?? [],
    characters: characters ?? remembered?.characters ?? [],
  }
}

/** Reads what was kept; anything else than that counts as nothing. */
export function parseFacts(text: string | null): TableFacts | null {
  if (text === null) return null
  try {
    const { campaign, members, characters } = JSON.parse(text) as Partial<TableFacts>
    if (!Array.isArray(members) || !Array.isArray(characters)) return null
    return typeof campaign?.name === 'string' ? { campaign, members, characters } : null
  } catch {
    return null
  }
}

export type TableMember = TableFacts['members'][number]
export type TableCharacter = TableFacts['characters'][number]
