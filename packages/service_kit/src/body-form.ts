import type { IncomingHttpHeaders } from 'node:http'
import { edgeError } from './edge-errors.ts'

const charset = /;[ \t]*charset[ \t]*=[ \t]*"?([^\s;"]*)/i

/**
 * Looks at how a body is written before anything reads it: JSON is UTF-8 (RFC 8259, section 8.1) and comes
 * without a content coding. Bytes of another form would be taken for broken JSON.
 *
 * @returns `media_type_unsupported` (415), with what is accepted instead (RFC 9110, section 15.5.16); null when
 *   the form is right or there is no body
 */
export function checkBodyForm(headers: IncomingHttpHeaders): Error | null {
  const type = headers['content-type']
  const set = type === undefined ? undefined : charset.exec(type)?.[1]
  if (set !== undefined && !/^utf-?8$/i.test(set))
    return edgeError('media_type_unsupported', { detail: 'The body has to be UTF-8.' })
  const coding = headers['content-encoding']
  if (coding?.split(',').some((one) => one.trim().toLowerCase() !== 'identity'))
    return edgeError('media_type_unsupported', {
      detail: 'The body has to come without a content coding.',
      headers: { 'accept-encoding': 'identity' },
    })
  return null
}
