import type { CatalogueError, ProblemError } from './problem.ts'

/**
 * The problems that the edge itself answers with, before or around any handler. Each stands in the catalogue of
 * `rpg_contracts` with the same status and title; a test compares them.
 */
export const edgeProblems = {
  request_malformed: { status: 400, title: 'The request cannot be read' },
  json_malformed: { status: 400, title: 'The body is not valid JSON' },
  json_duplicate_key: { status: 400, title: 'A key stands twice in one JSON object' },
  json_too_deep: { status: 400, title: 'The JSON is nested too deeply' },
  token_missing: { status: 401, title: 'Sign in first' },
  token_invalid: { status: 401, title: 'The access token was refused' },
  token_expired: { status: 401, title: 'The access token has expired' },
  sign_in_revoked: { status: 401, title: 'This sign-in was ended' },
  not_found: { status: 404, title: 'There is nothing here' },
  method_not_allowed: { status: 405, title: 'This cannot be done here' },
  request_timeout: { status: 408, title: 'The request took too long to arrive' },
  body_too_large: { status: 413, title: 'The body is too large' },
  media_type_unsupported: { status: 415, title: 'The body has to be JSON' },
  rate_limited: { status: 429, title: 'Too many requests' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  overloaded: { status: 503, title: 'Too busy for the moment' },
  temporarily_unavailable: { status: 503, title: 'Not available for the moment' },
} as const satisfies Record<string, { status: number; title: string }>

/** A code of {@link edgeProblems}. */
export type EdgeCode = keyof typeof edgeProblems

/** What an edge error may say beyond its code. */
export type EdgeErrorOptions = {
  detail?: string
  errors?: readonly ProblemError[]
  headers?: Readonly<Record<string, string>>
  retryAfterMs?: number
  cause?: unknown
}

/** Makes an error of {@link edgeProblems} to throw; the error handler turns it into its problem. */
export function edgeError(code: EdgeCode, options: EdgeErrorOptions = {}): Error & CatalogueError {
  const { status, title } = edgeProblems[code]
  const error = new Error(
    options.detail ?? title,
    options.cause === undefined ? {} : { cause: options.cause },
  )
  return Object.assign(error, {
    name: 'RpgError' as const,
    code,
    status,
    title,
    detail: options.detail,
    errors: options.errors,
    headers: options.headers,
    retryAfterMs: options.retryAfterMs,
  })
}
