import type { PartyEvent } from '@rpg-bot/rpg_sdk/party'

type EventOf<Type extends PartyEvent['type']> = Extract<PartyEvent, { type: Type }>
type RollData = EventOf<'io.rpgbot.roll.roll-made.v1'>['data']['roll']

interface Common {
  /** Stable and unique in the feed. */
  key: string
  time: string
  /** Member who caused it; null when the system did. */
  actor: string | null
}

/** A line in small letters: who came, who went, what changed. */
export type Notice =
  | { what: 'joined'; userId: string; role: 'gm' | 'player' | 'spectator' }
  | { what: 'left' | 'removed'; userId: string }
  | { what: 'role'; userId: string; role: 'gm' | 'player' | 'spectator' }
  | { what: 'character-created' | 'character-updated'; characterId: string; name: string; ownerId: string }
  | { what: 'character-deleted'; characterId: string }
  | { what: 'archived' | 'restored' }
  | { what: 'renamed'; name: string }

/** One thing to draw in the feed. */
export type FeedItem =
  | { kind: 'day'; key: string; time: string }
  | (Common & { kind: 'message'; text: string; characterId: string | null; joined: boolean })
  | (Common & { kind: 'scene'; title: string; description: string })
  | (Common & { kind: 'note'; text: string })
  | (Common & { kind: 'roll'; roll: RollData })
  | (Common & { kind: 'evening'; opened: boolean; number: number; title: string | null })
  | (Common & { kind: 'notice'; notice: Notice })
  | (Common & { kind: 'custom'; name: string; payload: Readonly<Record<string, unknown>> })

/** Messages of one voice within so many milliseconds stand together under one name. */
const together = 5 * 60_000

/**
 * What to draw for these events, oldest first. Types that this version does not know are left out.
 *
 * @param dayOf the day of a time in the reader's zone; days are compared, never shown
 */
export function feedItems(events: readonly PartyEvent[], dayOf: (time: string) => string): FeedItem[] {
  const items: FeedItem[] = []
  let day: string | null = null
  for (const event of events) {
    const item = itemOf(event)
    if (item === null || repeats(items.at(-1), item)) continue
    const today = dayOf(event.time)
    if (today !== day) items.push({ kind: 'day', key: `day-${event.sequence}`, time: event.time })
    day = today
    items.push(item.kind === 'message' ? { ...item, joined: continues(items.at(-1), item) } : item)
  }
  return items
}

/** A sheet that saves itself would fill the feed; one line in a row is enough. */
function repeats(previous: FeedItem | undefined, item: FeedItem): boolean {
  if (previous?.kind !== 'notice' || item.kind !== 'notice') return false
  if (item.notice.what !== 'character-updated') return false
  const { notice } = previous
  return (
    (notice.what === 'character-updated' || notice.what === 'character-created') &&
    notice.characterId === item.notice.characterId
  )
}

function continues(previous: FeedItem | undefined, item: FeedItem & { kind: 'message' }): boolean {
  return (
    previous?.kind === 'message' &&
    previous.actor === item.actor &&
    previous.characterId === item.characterId &&
    Date.parse(item.time) - Date.parse(previous.time) < together
  )
}

type Item = Exclude<FeedItem, { kind: 'day' }>

function itemOf(event: PartyEvent): Item | null {
  const common: Common = { key: event.id, time: event.time, actor: event.actor ?? null }
  const notice = (value: Notice): Item => ({ ...common, kind: 'notice', notice: value })
  switch (event.type) {
    case 'io.rpgbot.party.message-posted.v1': {
      const { text, characterId = null } = event.data
      return { ...common, kind: 'message', text, characterId, joined: false }
    }
    case 'io.rpgbot.party.scene-set.v1': {
      const { title, description = '' } = event.data
      return { ...common, kind: 'scene', title, description }
    }
    case 'io.rpgbot.party.note-added.v1':
      return { ...common, kind: 'note', text: event.data.text }
    case 'io.rpgbot.roll.roll-made.v1':
      return { ...common, kind: 'roll', roll: event.data.roll }
    case 'io.rpgbot.session.session-opened.v1': {
      const { number, title = null } = event.data
      return { ...common, kind: 'evening', opened: true, number, title }
    }
    case 'io.rpgbot.session.session-closed.v1':
      return { ...common, kind: 'evening', opened: false, number: event.data.number, title: null }
    case 'io.rpgbot.custom.event-sent.v1':
      return { ...common, kind: 'custom', name: event.data.name, payload: event.data.payload }
    case 'io.rpgbot.campaign.member-joined.v1':
      return notice({ what: 'joined', userId: event.data.userId, role: event.data.role })
    case 'io.rpgbot.campaign.member-left.v1':
      return notice({ what: 'left', userId: event.data.userId })
    case 'io.rpgbot.campaign.member-removed.v1':
      return notice({ what: 'removed', userId: event.data.userId })
    case 'io.rpgbot.campaign.member-role-changed.v1':
      return notice({ what: 'role', userId: event.data.userId, role: event.data.role })
    case 'io.rpgbot.campaign.campaign-updated.v1':
      return notice({ what: 'renamed', name: event.data.name })
    case 'io.rpgbot.campaign.campaign-archived.v1':
      return notice({ what: 'archived' })
    case 'io.rpgbot.campaign.campaign-restored.v1':
      return notice({ what: 'restored' })
    case 'io.rpgbot.character.character-created.v1':
      return notice({ what: 'character-created', ...event.data })
    case 'io.rpgbot.character.character-updated.v1':
      return notice({ what: 'character-updated', ...event.data })
    case 'io.rpgbot.character.character-deleted.v1':
      return notice({ what: 'character-deleted', characterId: event.data.characterId })
    default:
      return null
  }
}
