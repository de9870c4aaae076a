import type { ProblemCode, ProblemDetail } from '@rpg-bot/rpg_contracts'

/** Codes that the SDK itself adds to those of the contract: no answer came at all. */
export type ClientCode = 'network_failed' | 'timed_out' | 'answer_invalid'

/** A call that failed. Branch on `code`: it is permanent. */
export class RpgProblem extends Error {
  override readonly name = 'RpgProblem'
  /** A code of the contract, one of {@link ClientCode}, or one that this version does not know yet. */
  readonly code: ProblemCode | ClientCode | (string & Record<never, never>)
  /** HTTP status; 0 when no answer came. */
  readonly status: number
  readonly detail: string | undefined
  /** Everything that is wrong with the input. */
  readonly errors: readonly ProblemDetail[]
  /** Quote it when you report the problem. */
  readonly traceId: string | undefined
  /** Wait so long before trying again, in milliseconds. */
  readonly retryAfterMs: number | undefined

  constructor(fields: {
    code: string
    status: number
    title?: string
    detail?: string | undefined
    errors?: readonly ProblemDetail[] | undefined
    traceId?: string | undefined
    retryAfterMs?: number | undefined
    cause?: unknown
  }) {
    super(fields.detail ?? fields.title ?? fields.code, { cause: fields.cause })
    this.code = fields.code
    this.status = fields.status
    this.detail = fields.detail
    this.errors = fields.errors ?? []
    this.traceId = fields.traceId
    this.retryAfterMs = fields.retryAfterMs
  }
}

/**
 * Whether a caught value is an {@link RpgProblem}, optionally of one code. By name, not `instanceof`: two
 * installed copies of the SDK recognise each other's errors.
 */
export function isProblem(error: unknown, code?: ProblemCode | ClientCode): error is RpgProblem {
  if (typeof error !== 'object' || error === null) return false
  const candidate = error as Partial<RpgProblem>
  return candidate.name === 'RpgProblem' && (code === undefined || candidate.code === code)
}

/** Reads `Retry-After` (RFC 9110, section 10.2.3): seconds or a date, as milliseconds from now. */
export function retryAfterOf(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  if (/^\d+$/.test(header)) return Number(header) * 1000
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

/** The problem in an answer above 399, whatever its body is. */
export async function problemOf(response: Response, now: number): Promise<RpgProblem> {
  const body: unknown = await response.json().catch(() => null)
  const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
  const number = (value: unknown) => (typeof value === 'number' ? value : undefined)
  const title = text(fields['title'])
  return new RpgProblem({
    code: text(fields['code']) ?? `http_${response.status}`,
    status: response.status,
    ...(title === undefined ? {} : { title }),
    detail: text(fields['detail']),
    errors: Array.isArray(fields['errors']) ? fields['errors'] : undefined,
    traceId: text(fields['traceId']),
    retryAfterMs: retryAfterOf(response.headers.get('retry-after'), now) ?? number(fields['retryAfterMs']),
  })
}
