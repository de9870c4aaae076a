import type { CatalogueError, ProblemError } from './problem.ts'

/** The problems that the edge itself answers with, before or around any handler. */
export const edgeProblems = {
  request_malformed: { status: 400, title: 'The request is malformed' },
  json_malformed: { status: 400, title: 'The body is not valid JSON' },
  json_duplicate_key: { status: 400, title: 'A key of the body appears twice' },
  unauthenticated: { status: 401, title: 'A valid access token is needed' },
  not_found: { status: 404, title: 'Nothing is here' },
  request_timeout: { status: 408, title: 'The request took too long to arrive' },
  body_too_large: { status: 413, title: 'The body is too large' },
  media_type_unsupported: { status: 415, title: 'The media type is not supported' },
  rate_limited: { status: 429, title: 'Too many requests' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  overloaded: { status: 503, title: 'The service is busy' },
  unavailable: { status: 503, title: 'The service cannot answer now' },
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
