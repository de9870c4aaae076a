import { createSeed as createSystemSeed } from '@rpg-bot/dice/node'
import type { Schema as ContractSchema } from '@rpg-bot/rpg_contracts'
import { createAccess, type Executor } from '../access/access.ts'
import type { Idempotent } from '../idempotency/idempotent.ts'
import { createId as createSystemId } from '../ids.ts'
import { createRollChanges, type NamesOfCharacter } from './roll-changes.ts'
import { createRollHandlers } from './roll-handlers.ts'
import { toRoll } from './roll-row.ts'
import { readRollsOf } from './roll-store.ts'

/**
 * Puts together everything about rolls.
 *
 * @param dependencies.reader the database, for reading
 * @param dependencies.createSeed 32 bytes of a cryptographic source; the system's unless given
 * @returns their handlers, and `readRolls` for whoever exports an account
 */
export function createRollDomain(dependencies: {
  reader: Executor
  idempotent: Pick<Idempotent, 'run'>
  namesOfCharacter: NamesOfCharacter
  clock: () => Date
  createSeed?: () => Uint8Array
  createId?: () => string
}) {
  const { createSeed = createSystemSeed, createId = () => createSystemId(), ...given } = dependencies
  const access = createAccess()
  const changes = createRollChanges({
    access,
    namesOfCharacter: given.namesOfCharacter,
    createSeed,
    createId,
  })
  return {
    handlers: createRollHandlers({ ...given, access, changes }),
    /** The rolls of a person, newest first. */
    async readRolls(userId: string, limit: number): Promise<ContractSchema<'Roll'>[]> {
      return (await readRollsOf(given.reader, { rollerId: userId, limit })).map(toRoll)
    },
  }
}
