import { temporaryReasonOf } from '@rpg-bot/database'
import { RpgError } from '@rpg-bot/rpg_contracts'

const RETRY_AFTER_MS = 1000

/** The answer while the database is busy or away: the same request may succeed in a moment. */
export function temporarilyUnavailable(cause: unknown): RpgError {
  return new RpgError('temporarily_unavailable', {
    detail: 'Try again in a moment, with the same Idempotency-Key if there was one.',
    retryAfterMs: RETRY_AFTER_MS,
    cause,
  })
}

type AnyHandler = (request: never, tools: never) => Promise<unknown>

/**
 * The same handlers, but a failure of the database that may pass leaves them as `temporarily_unavailable`
 * (503) and not as an unknown error (500). Everything else passes unchanged.
 */
export function withTemporaryFailures<Table extends Readonly<Record<string, AnyHandler>>>(
  handlers: Table,
): Table {
  const wrapped = Object.entries(handlers).map(([id, handler]) => {
    const guarded = async (request: never, tools: never): Promise<unknown> => {
      try {
        return await handler(request, tools)
      } catch (error) {
        if (temporaryReasonOf(error) !== undefined) throw temporarilyUnavailable(error)
        throw error
      }
    }
    return [id, guarded] as const
  })
  return Object.fromEntries(wrapped) as unknown as Table
}
