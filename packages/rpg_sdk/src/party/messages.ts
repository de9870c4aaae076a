import type {
  ClientFrameType,
  EventByType,
  FrameByType,
  PublishByType,
  PublishType,
} from '@rpg-bot/rpg_contracts'

/** The subprotocol of the channel. */
export const subprotocol = 'cloudevents.json'

/** An event of a party, of a type that this version knows or of a later one. */
export type PartyEvent = EventByType[keyof EventByType]

/** A control message of the server. */
export type ServerMessage = FrameByType[keyof FrameByType]

/** Payload of an event type that clients may publish. */
export type PublishData<Type extends PublishType> = PublishByType[Type]['data']

/** Text of a control message. */
export function controlText<Type extends ClientFrameType>(
  type: Type,
  id: string,
  data: FrameByType[Type]['data'],
): string {
  return JSON.stringify({
    specversion: '1.0',
    id,
    type,
    source: '/client',
    datacontenttype: 'application/json',
    data,
  })
}

/** Text of a publish. */
export function publishText(type: PublishType, options: { id: string; party: string; data: object }): string {
  const { id, party, data } = options
  return JSON.stringify({
    specversion: '1.0',
    id,
    type,
    source: `/parties/${party}`,
    datacontenttype: 'application/json',
    data,
  })
}

/** Any message of the server, or null for text that is none. Unknown types pass; the caller skips them. */
export function readServerMessage(text: string): PartyEvent | ServerMessage | null {
  try {
    const value: unknown = JSON.parse(text)
    const isMessage =
      typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
    return isMessage ? (value as PartyEvent | ServerMessage) : null
  } catch {
    return null
  }
}

/** Whether a message is an event of a party. A position that is none makes it a message of unknown kind. */
export function isPartyEvent(message: PartyEvent | ServerMessage): message is PartyEvent {
  return (
    'sequence' in message &&
    'streamepoch' in message &&
    /^\d{16}$/.test(message.sequence) &&
    typeof message.source === 'string'
  )
}

/** The party that an event belongs to. */
export const partyOf = (event: PartyEvent): string => event.source.slice('/parties/'.length)
