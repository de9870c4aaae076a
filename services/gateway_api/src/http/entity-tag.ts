import { RpgError } from '@rpg-bot/rpg_contracts'

/** The strong entity tag of a row version (RFC 9110, section 8.8.3): `"3"`. */
export function entityTagOf(version: number): string {
  return `"${version}"`
}

/**
 * Refuses a change that is not based on the current version. Compares strongly (RFC 9110, section 13.1.1): a
 * weak tag never matches; `*` matches whatever is there; of a list one match is enough.
 *
 * @param ifMatch the `If-Match` header as it came
 * @param version of the row, read under the lock of the change
 * @throws RpgError `precondition_required` when the header is missing, `precondition_failed` when outdated
 */
export function requireMatch(ifMatch: string | undefined, version: number): void {
  if (ifMatch === undefined) {
    throw new RpgError('precondition_required', { detail: 'Send the ETag you read as If-Match.' })
  }
  if (ifMatch.trim() === '*' || strongTagsOf(ifMatch).includes(entityTagOf(version))) return
  throw new RpgError('precondition_failed', {
    detail: 'Somebody changed it after you read it. Read it again and repeat the change on top.',
  })
}

// One list element (RFC 9110, sections 5.6.1 and 8.8.3): nothing, or a tag, whose quotes may hold a comma.
const element = /[ \t]*((?:W\/)?"[\x21\x23-\x7e\x80-\uffff]*")?[ \t]*(?:,|$)/y

/** The strong tags of a list; none when the list is malformed, because then nothing in it can be trusted. */
function strongTagsOf(list: string): string[] {
  const tags: string[] = []
  element.lastIndex = 0
  while (element.lastIndex < list.length) {
    const match = element.exec(list)
    if (match === null) return []
    if (match[1]?.startsWith('"') === true) tags.push(match[1])
  }
  return tags
}
