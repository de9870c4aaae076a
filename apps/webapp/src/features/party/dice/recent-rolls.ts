import type { PartyEvent } from '@rpg-bot/rpg_sdk/party'

export interface RecentRoll {
  expression: string
  label: string | null
}

/** The last different rolls of a person, newest first. */
export function recentRolls(events: readonly PartyEvent[], userId: string, count: number): RecentRoll[] {
  const found = new Map<string, RecentRoll>()
  for (let index = events.length - 1; index >= 0 && found.size < count; index -= 1) {
    const event = events[index]
    if (event?.type !== 'io.rpgbot.roll.roll-made.v1' || event.data.roll.rollerId !== userId) continue
    const { expression, label } = event.data.roll
    const key = `${label ?? ''}\n${expression}`
    if (!found.has(key)) found.set(key, { expression, label })
  }
  return [...found.values()]
}
