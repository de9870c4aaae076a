import type { PartyEvent } from '@rpg-bot/rpg_sdk/party'

/** Names by id, from the lists of the API and, for those who are gone, from the feed. */
export interface Names {
  /** False while the lists are on their way: then a missing name means nothing. */
  known: boolean
  member(userId: string | null): string | null
  character(characterId: string | null): string | null
}

export interface NamesOptions {
  /** Null while they are on their way. */
  members: readonly { userId: string; displayName: string }[] | null
  characters: readonly { id: string; name: string }[]
  events: readonly PartyEvent[]
}

export function createNames({ members, characters, events }: NamesOptions): Names {
  const people = new Map<string, string>()
  const heroes = new Map<string, string>()
  for (const event of events) {
    if (event.type === 'io.rpgbot.campaign.member-joined.v1') {
      people.set(event.data.userId, event.data.displayName)
    }
    if (
      event.type === 'io.rpgbot.character.character-created.v1' ||
      event.type === 'io.rpgbot.character.character-updated.v1'
    ) {
      heroes.set(event.data.characterId, event.data.name)
    }
  }
  for (const { userId, displayName } of members ?? []) people.set(userId, displayName)
  for (const { id, name } of characters) heroes.set(id, name)
  return {
    known: members !== null,
    member: (userId) => (userId === null ? null : (people.get(userId) ?? null)),
    character: (characterId) => (characterId === null ? null : (heroes.get(characterId) ?? null)),
  }
}
