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
  const current = entityTagOf(version)
  const matches = ifMatch.split(',').some((tag) => tag.trim() === current || tag.trim() === '*')
  if (matches) return
  throw new RpgError('precondition_failed', {
    detail: 'Somebody changed it after you read it. Read it again and repeat the change on top.',
  })
}
