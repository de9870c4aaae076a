import { type OperationId, type OperationRequest, RpgError } from '@rpg-bot/rpg_contracts'
import type { PartyChange } from '../party/party-change.ts'
import type { Unit } from '../unit-of-work.ts'

/**
 * User id of whoever asks.
 *
 * @throws RpgError `token_missing`; only an operation without security can get there
 */
export function callerOf(request: Pick<OperationRequest<OperationId>, 'principal'>): string {
  if (request.principal === null) throw new RpgError('token_missing')
  return request.principal.userId
}

/** The change that a request makes. */
export function changeOf(
  request: Pick<OperationRequest<OperationId>, 'principal' | 'traceId'>,
  unit: Unit,
  now: Date,
): PartyChange {
  const { transaction, announce } = unit
  return { transaction, announce, actorId: callerOf(request), traceId: request.traceId, now }
}
