/** One thing that happened at the table: who did it, and what. */
export type Beat = { readonly by: string } & (
  | { readonly say: string }
  | { readonly note: string }
  | { readonly scene: { readonly title: string; readonly description: string } }
  | { readonly roll: { readonly expression: string; readonly label: string } }
)

/** What of an event of the log tells which beat it was. */
export interface ToldEvent {
  readonly type: string
  readonly data: unknown
}

/** The event that a beat leaves in the log; of a roll, what is known before the dice fall. */
export function eventOf(beat: Beat): { readonly type: string; readonly data: Record<string, unknown> } {
  if ('say' in beat) return { type: 'io.rpgbot.party.message-posted.v1', data: { text: beat.say } }
  if ('note' in beat) return { type: 'io.rpgbot.party.note-added.v1', data: { text: beat.note } }
  if ('scene' in beat) return { type: 'io.rpgbot.party.scene-set.v1', data: { ...beat.scene } }
  return { type: 'io.rpgbot.roll.roll-made.v1', data: { roll: beat.roll } }
}

/**
 * What of a story is still to be told. The beats are looked for in their order; what others said in between
 * does not matter.
 */
export function untold(story: readonly Beat[], log: readonly ToldEvent[]): readonly Beat[] {
  let next = 0
  for (const { type, data } of log) {
    const beat = story[next]
    if (beat === undefined) break
    const expected = eventOf(beat)
    if (expected.type === type && contains(data, expected.data)) next += 1
  }
  return story.slice(next)
}

/** Whether a value has at least what another has. */
function contains(value: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return value === part
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(part).every(([key, expected]) => contains(Reflect.get(value, key), expected))
}
