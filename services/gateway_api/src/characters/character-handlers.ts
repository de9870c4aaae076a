import { type Schema as ContractSchema, type Handlers, RpgError } from '@rpg-bot/rpg_contracts'
import type { Access, Executor } from '../access/access.ts'
import { callerOf, changeOf } from '../access/caller.ts'
import { entityTagOf } from '../http/entity-tag.ts'
import { decodePageCursor, pageOf } from '../http/page-cursor.ts'
import type { Idempotent } from '../idempotency/idempotent.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import type { CharacterChanges, CharacterTarget, SystemCharacter } from './character-changes.ts'
import { findCharacter, readCharacters } from './character-reader.ts'
import { toCharacterSummary } from './character-row.ts'

type CharacterOperations =
  | 'createCharacter'
  | 'listCharacters'
  | 'getCharacter'
  | 'updateCharacter'
  | 'deleteCharacter'

/**
 * Binds characters to their operations.
 *
 * @param dependencies.present the character of the contract, with its derived values
 */
export function createCharacterHandlers(dependencies: {
  reader: Executor
  access: Pick<Access, 'requireMembership'>
  changes: CharacterChanges
  present: (of: SystemCharacter) => ContractSchema<'Character'>
  unitOfWork: Pick<UnitOfWork, 'run'>
  idempotent: Pick<Idempotent, 'run'>
  clock: () => Date
}): Handlers<CharacterOperations> {
  const { reader, access, changes, present, unitOfWork, idempotent, clock } = dependencies
  return {
    createCharacter: async (request) =>
      idempotent.run(request, async ({ respond, ...unit }) => {
        const { campaignId } = request.params
        const made = await changes.create(changeOf(request, unit, clock()), campaignId, request.body)
        return respond(201, present(made), {
          ETag: entityTagOf(made.character.version),
          Location: `/v1/campaigns/${campaignId}/characters/${made.character.id}`,
        })
      }),

    listCharacters: async (request, { respond }) => {
      const { campaignId } = request.params
      const { cursor, limit = 50 } = request.query
      await access.requireMembership(reader, campaignId, callerOf(request))
      const after = decodePageCursor(cursor, ['text', 'uuid'])
      const rows = await readCharacters(reader, { campaignId, after, limit: limit + 1 })
      const keyOf = (row: { name: string; id: string }) => [row.name, row.id]
      return respond(200, pageOf(rows, { limit, keyOf, toItem: toCharacterSummary }))
    },

    getCharacter: async (request, { respond }) => {
      const { campaignId } = request.params
      const { systemId } = await access.requireMembership(reader, campaignId, callerOf(request))
      const character = await findCharacter(reader, request.params)
      if (character === undefined) throw new RpgError('character_not_found')
      return respond(200, present({ character, systemId }), { ETag: entityTagOf(character.version) })
    },

    updateCharacter: async (request, { respond }) => {
      const updated = await unitOfWork.run((unit) =>
        changes.update(changeOf(request, unit, clock()), targetOf(request), request.body),
      )
      return respond(200, present(updated), { ETag: entityTagOf(updated.character.version) })
    },

    deleteCharacter: async (request, { respond }) => {
      await unitOfWork.run((unit) => changes.remove(changeOf(request, unit, clock()), targetOf(request)))
      return respond(204)
    },
  }
}

function targetOf(request: {
  readonly params: { readonly campaignId: string; readonly characterId: string }
  readonly headers: { readonly 'if-match'?: string }
}): CharacterTarget {
  return { ...request.params, ifMatch: request.headers['if-match'] }
}
