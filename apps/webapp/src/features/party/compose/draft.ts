/** What stands in the field, as typed. */
export type Draft = string

/** Longest message that the contract takes, in characters. */
export const longest = 4000

/** The words to be sent, without the empty lines around them; null when there are none. */
export function readyText(draft: Draft): string | null {
  const text = draft.trim()
  return text === '' || text.length > longest ? null : text
}

/** How many characters are left, once that becomes worth knowing; null before. */
export function remaining(draft: Draft): number | null {
  const left = longest - draft.length
  return left <= 300 ? left : null
}
