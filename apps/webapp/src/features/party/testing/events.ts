import type { PartyEvent } from '@rpg-bot/rpg_sdk/party'

export const partyId = '01890000-0000-7000-8000-000000000001'
export const marta = '01890000-0000-7000-8000-0000000000aa'
export const egor = '01890000-0000-7000-8000-0000000000bb'

export interface EventParts {
  streamepoch?: string
  actor?: string
  time?: string
}

/** An event for tests, by its position. */
export function event(
  sequence: number,
  { type, data, ...parts }: EventParts & { type: string; data: object },
): PartyEvent {
  return {
    specversion: '1.0',
    id: `01890000-0000-7000-8000-${String(sequence).padStart(12, '0')}`,
    source: `/parties/${partyId}`,
    time: '2026-11-24T18:30:00.000Z',
    datacontenttype: 'application/json',
    actor: marta,
    sequence: String(sequence).padStart(16, '0'),
    streamepoch: 'abcdefghijk',
    ...parts,
    type,
    data,
  } as PartyEvent
}

/** A chat message for tests. */
export function message(
  sequence: number,
  { text = `№${sequence}`, characterId, ...parts }: EventParts & { text?: string; characterId?: string } = {},
): PartyEvent {
  const data = characterId === undefined ? { text } : { text, characterId }
  return event(sequence, { ...parts, type: 'io.rpgbot.party.message-posted.v1', data })
}
