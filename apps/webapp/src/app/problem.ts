/** What the app needs to know about a failed call. */
export interface Problem {
  /** Permanent code of the API's error catalogue, or `unreachable` when no answer came. */
  code: string
  status: number | null
  /** Milliseconds to wait before trying again, if the server said so. */
  retryAfter: number | null
  traceId: string | null
}

/** Describes any thrown value. Errors of the SDK are known by shape; the rest counts as not reaching the API. */
export function problemOf(error: unknown): Problem {
  const record = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {}
  const { code, status, retryAfterMs, traceId } = record
  if (typeof code !== 'string' || typeof status !== 'number' || status === 0) {
    return { code: 'unreachable', status: null, retryAfter: null, traceId: null }
  }
  return {
    code,
    status,
    retryAfter: typeof retryAfterMs === 'number' && retryAfterMs >= 0 ? retryAfterMs : null,
    traceId: typeof traceId === 'string' ? traceId : null,
  }
}
