import { type Handlers, type OperationId, RpgError } from '@rpg-bot/rpg_contracts'

/** Operations that no domain answers yet. Each domain takes its own out of this list. */
const pending = [
  'listSystems',
  'getSystem',
  'createCharacter',
  'listCharacters',
  'getCharacter',
  'updateCharacter',
  'deleteCharacter',
] as const satisfies OperationId[]

/** Handlers that answer 503. */
export const pendingOperations = Object.fromEntries(
  pending.map((id) => [
    id,
    async () => {
      throw new RpgError('temporarily_unavailable')
    },
  ]),
) as unknown as Handlers<(typeof pending)[number]>
