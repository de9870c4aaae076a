/** What the app needs to know about a failed call. */
export interface Problem {
  /** Permanent code of the API's error catalogue, or `unreachable` when no answer came. */
  code: string
  status: number | null
  /** Milliseconds to wait before trying again, if the server said so. */
  retryAfter: number | null
  traceId: string | null
}

/** Thrown by API adapters. Recognised by shape, so an error of the SDK serves as well. */
export class ApiProblem extends Error {
  readonly code: string
  readonly status: number
  readonly retryAfterMs: number | null
  readonly traceId: string | null

  constructor(problem: {
    code: string
    status: number
    retryAfterMs: number | null
    traceId: string | null
  }) {
    super(`The API answered ${problem.status} ${problem.code}.`)
    this.name = 'ApiProblem'
    this.code = problem.code
    this.status = problem.status
    this.retryAfterMs = problem.retryAfterMs
    this.traceId = problem.traceId
  }
}

/** Describes any thrown value. What is not an answer of the API counts as not reaching it. */
export function problemOf(error: unknown): Problem {
  const record = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {}
  const { code, status, retryAfterMs, traceId } = record
  if (typeof code !== 'string' || typeof status !== 'number') {
    return { code: 'unreachable', status: null, retryAfter: null, traceId: null }
  }
  return {
    code,
    status,
    retryAfter: typeof retryAfterMs === 'number' && retryAfterMs >= 0 ? retryAfterMs : null,
    traceId: typeof traceId === 'string' ? traceId : null,
  }
}
