import { operationTable } from '@rpg-bot/rpg_contracts'

/** Which operations a set of replays covers. */
export type Coverage = {
  readonly operations: number
  readonly covered: number
  /** Operations without a replay of a success, or of a problem. */
  readonly missing: readonly { readonly operationId: string; readonly kind: 'success' | 'problem' }[]
}

/** Every operation of the contract needs one replayed success and one replayed problem. */
export function coverageOf(
  replays: readonly { readonly operationId: string; readonly status: number }[],
  operationIds: readonly string[] = operationTable.map(({ id }) => id),
): Coverage {
  const missing = operationIds.flatMap((operationId) => {
    const statuses = replays
      .filter((replay) => replay.operationId === operationId)
      .map(({ status }) => status)
    return [
      ...(statuses.some((status) => status < 400) ? [] : [{ operationId, kind: 'success' as const }]),
      ...(statuses.some((status) => status >= 400) ? [] : [{ operationId, kind: 'problem' as const }]),
    ]
  })
  const incomplete = new Set(missing.map(({ operationId }) => operationId))
  return { operations: operationIds.length, covered: operationIds.length - incomplete.size, missing }
}
