import { type ProblemCode, problemCatalogue } from '@rpg-bot/rpg_contracts/errors'
import type { CatalogueError, ProblemError } from './problem.ts'

/** The problems that the edge itself answers with, before or around any handler. */
const edgeCodes = [
  'request_malformed',
  'json_malformed',
  'json_duplicate_key',
  'json_too_deep',
  'token_missing',
  'token_invalid',
  'token_expired',
  'sign_in_revoked',
  'not_found',
  'method_not_allowed',
  'request_timeout',
  'body_too_large',
  'media_type_unsupported',
  'rate_limited',
  'headers_too_large',
  'expectation_unsupported',
  'internal',
  'overloaded',
  'temporarily_unavailable',
] as const satisfies readonly ProblemCode[]

/** A problem of the edge. */
export type EdgeCode = (typeof edgeCodes)[number]

/** What an edge error may say beyond its code. */
export type EdgeErrorOptions = {
  detail?: string
  errors?: readonly ProblemError[]
  headers?: Readonly<Record<string, string>>
  retryAfterMs?: number
  cause?: unknown
}

/** Makes an error of the edge to throw; the error handler turns it into its problem. */
export function edgeError(code: EdgeCode, options: EdgeErrorOptions = {}): Error & CatalogueError {
  const { status, title } = problemCatalogue[code]
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
