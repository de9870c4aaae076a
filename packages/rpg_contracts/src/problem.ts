import { problemCatalogue, type RpgError } from './errors.ts'
import type { Problem } from './types.ts'

/** Base of the `type` URI of a problem; relative on purpose, so that it holds under any host. */
const problemTypeBase = '/problems/'

/**
 * The problem document (RFC 9457) of an error.
 *
 * @param error what happened
 * @param traceId W3C trace id of the request, 32 hex digits
 */
export function problemOf(error: RpgError, traceId: string): Problem {
  const { status, title } = problemCatalogue[error.code]
  return {
    type: `${problemTypeBase}${error.code}`,
    title,
    status,
    code: error.code,
    traceId,
    ...(error.detail === undefined ? {} : { detail: error.detail }),
    ...(error.errors === undefined ? {} : { errors: error.errors.slice(0, 100).map((one) => ({ ...one })) }),
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
  }
}
