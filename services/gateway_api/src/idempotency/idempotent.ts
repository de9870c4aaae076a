import type { OperationId, OperationRequest, OperationResponse, Respond } from '@rpg-bot/rpg_contracts'
import { RpgError } from '@rpg-bot/rpg_contracts'
import type { Unit, UnitOfWork } from '../unit-of-work.ts'
import { fingerprintOf } from './fingerprint.ts'
import { type IdempotencyScope, idempotencyStore, type StoredAnswer } from './idempotency-store.ts'

/** How long an answer is kept, in milliseconds: 24 hours. */
export const IDEMPOTENCY_LIFE_MS = 24 * 60 * 60 * 1000

/** After so long a client asks again for a request that is still being worked on, in milliseconds. */
const IN_PROGRESS_RETRY_MS = 1000

/** What an idempotent operation gets: its unit of work, and the function that makes its answer. */
export type IdempotentUnit<Id extends OperationId> = Unit & { readonly respond: Respond<Id> }

/** Looks whether an answer that was given once may be given again. */
export type StillHolds = (unit: Unit) => Promise<boolean>

/** Makes repetitions of a request harmless. */
export type Idempotent = ReturnType<typeof createIdempotent>

type Keyed<Id extends OperationId> = OperationRequest<Id> & {
  readonly headers: { readonly 'idempotency-key'?: string; readonly 'if-match'?: string }
}

/**
 * Makes the guard of operations that take an `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-08).
 *
 * The answer is stored in the very transaction of the change: after a crash either both are there or neither,
 * and a lost answer can be asked for again. Only successes are stored; an error changed nothing, so the same
 * key may try again. Keys of different people and operations never meet.
 */
export function createIdempotent({
  unitOfWork,
  clock = Date.now,
}: {
  unitOfWork: Pick<UnitOfWork, 'run'>
  clock?: () => number
}) {
  const inFlight = new Map<string, Buffer>()

  return {
    /**
     * Runs the work of a request at most once for its key; without a key it is a plain unit of work.
     *
     * @param options.stillHolds whether a stored answer may be given again. Ask where the answer is a permission
     *   that can be taken back meanwhile; without a yes the work runs anew and its answer takes the place
     * @throws RpgError `idempotency_key_reused` (422) when the key stands for another request,
     *   `request_in_progress` (409) while the same request is being worked on, and whatever `work` throws
     */
    async run<Id extends OperationId>(
      request: Keyed<Id>,
      work: (unit: IdempotentUnit<Id>) => Promise<OperationResponse<Id>>,
      options: { readonly stillHolds?: StillHolds } = {},
    ): Promise<OperationResponse<Id>> {
      const key = request.headers['idempotency-key']
      const userId = request.principal?.userId
      if (key === undefined || userId === undefined) {
        return unitOfWork.run((unit) => work({ ...unit, respond: respondOf<Id>() }))
      }
      const scope: IdempotencyScope = { userId, operationId: request.operationId, key }
      const fingerprint = fingerprintOf({
        params: request.params,
        query: request.query,
        body: request.body,
        ifMatch: request.headers['if-match'],
      })
      // One process answers without a connection: twenty impatient retries must not empty the pool.
      const name = `${userId} ${request.operationId} ${key}`
      const running = inFlight.get(name)
      if (running !== undefined) throw running.equals(fingerprint) ? inProgress() : keyReused()
      inFlight.set(name, fingerprint)
      try {
        return await unitOfWork.run((unit) => runOnce({ unit, scope, fingerprint, work, ...options }))
      } finally {
        inFlight.delete(name)
      }
    },
  }

  async function runOnce<Id extends OperationId>(options: {
    unit: Unit
    scope: IdempotencyScope
    fingerprint: Buffer
    work: (unit: IdempotentUnit<Id>) => Promise<OperationResponse<Id>>
    stillHolds?: StillHolds
  }): Promise<OperationResponse<Id>> {
    const { unit, scope, fingerprint, work, stillHolds } = options
    if (!(await idempotencyStore.claim(unit.transaction, scope))) throw inProgress()
    const stored = await idempotencyStore.find(unit.transaction, scope, new Date(clock()))
    if (stored !== undefined) {
      if (!stored.fingerprint.equals(fingerprint)) throw keyReused()
      if (stillHolds === undefined || (await stillHolds(unit))) return replayOf<Id>(stored)
    }
    const response = await work({ ...unit, respond: respondOf<Id>() })
    await idempotencyStore.store(unit.transaction, scope, {
      fingerprint,
      status: response.status,
      headers: response.headers,
      body: response.body === undefined ? null : JSON.stringify(response.body),
      expiresAt: new Date(clock() + IDEMPOTENCY_LIFE_MS),
    })
    return response
  }
}

// The same runtime form as the binder's own; what it accepts is decided by its type.
function respondOf<Id extends OperationId>(): Respond<Id> {
  const respond = (status: number, body?: unknown, headers: Readonly<Record<string, string>> = {}) => ({
    status,
    body,
    headers,
  })
  return respond as unknown as Respond<Id>
}

function replayOf<Id extends OperationId>(stored: StoredAnswer): OperationResponse<Id> {
  return {
    status: stored.status,
    body: stored.body === null ? undefined : (JSON.parse(stored.body) as unknown),
    headers: { ...stored.headers, 'Idempotency-Replayed': 'true' },
  } as unknown as OperationResponse<Id>
}

function inProgress(): RpgError {
  return new RpgError('request_in_progress', {
    detail: 'Ask again with the same key for the answer.',
    retryAfterMs: IN_PROGRESS_RETRY_MS,
  })
}

function keyReused(): RpgError {
  return new RpgError('idempotency_key_reused', { detail: 'Use a new Idempotency-Key for another request.' })
}
