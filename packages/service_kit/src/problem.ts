import { type ProblemCode, problemCatalogue } from '@rpg-bot/rpg_contracts/errors'

/** One thing that is wrong with a request. */
export type ProblemError = {
  in: 'body' | 'path' | 'query' | 'header'
  /** JSON Pointer (RFC 6901) into that part; empty for the whole. */
  pointer: string
  /** The rule that was broken, by its schema keyword or name. */
  rule: string
  message: string
}

/** An error as the contract shows it: RFC 9457 problem details with a permanent `code`. */
export type Problem = {
  type: string
  title: string
  status: number
  code: string
  detail?: string
  instance?: string
  traceId: string
  errors?: readonly ProblemError[]
  retryAfterMs?: number
}

/**
 * A thrown error of the catalogue, recognised by its name and code and not by its class: two copies of the
 * package that defines it may be loaded at once.
 */
export type CatalogueError = {
  readonly name: 'RpgError'
  readonly code: string
  readonly status: number
  readonly title?: string | undefined
  readonly detail?: string | undefined
  readonly message?: string
  readonly errors?: readonly ProblemError[] | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly retryAfterMs?: number | undefined
  readonly cause?: unknown
}

/** The media type of every error answer (RFC 9457, section 3). */
export const problemMediaType = 'application/problem+json'

/** Says whether a thrown value is an error of the catalogue. */
export function isCatalogueError(error: unknown): error is CatalogueError {
  if (typeof error !== 'object' || error === null) return false
  const candidate = error as Partial<CatalogueError>
  return (
    candidate.name === 'RpgError' &&
    typeof candidate.code === 'string' &&
    Number.isInteger(candidate.status) &&
    Number(candidate.status) >= 400 &&
    Number(candidate.status) <= 599
  )
}

/** The URI reference that names a kind of problem; relative, so that it holds under any host. */
export function problemType(code: string): string {
  return `/problems/${code}`
}

/** Builds the body of an error answer. An answer of status 500 never carries detail to the outside. */
export function problemFrom(error: CatalogueError, traceId: string): Problem {
  const problem: Problem = {
    type: problemType(error.code),
    title: error.title ?? titleFrom(error.code),
    status: error.status,
    code: error.code,
    traceId,
  }
  if (error.status !== 500 && error.detail !== undefined) problem.detail = error.detail.slice(0, 2048)
  if (error.errors !== undefined && error.errors.length > 0) problem.errors = error.errors.slice(0, 100)
  const retryAfterMs = error.retryAfterMs ?? retryAfterFrom(error.headers)
  if (retryAfterMs !== undefined) problem.retryAfterMs = retryAfterMs
  return problem
}

function titleFrom(code: string): string {
  return Object.hasOwn(problemCatalogue, code) ? problemCatalogue[code as ProblemCode].title : code
}

function retryAfterFrom(headers: Readonly<Record<string, string>> | undefined): number | undefined {
  const seconds = Number(headers?.['Retry-After'] ?? headers?.['retry-after'])
  return Number.isInteger(seconds) && seconds >= 0 ? seconds * 1000 : undefined
}
