import { type Handlers, RpgError } from '@rpg-bot/rpg_contracts'
import { entityTagOf } from '../http/entity-tag.ts'
import { decodePageCursor, pageOf } from '../http/page-cursor.ts'
import type { RuleSystems } from './load-rule-systems.ts'
import type { RuleSystem } from './rule-system.ts'

/** Binds rule systems to their operations. */
export function createSystemHandlers({
  ruleSystems,
}: {
  ruleSystems: RuleSystems
}): Handlers<'listSystems' | 'getSystem'> {
  return {
    listSystems: async (request, { respond }) => {
      const { cursor, limit = 50 } = request.query
      const after = decodePageCursor(cursor, ['text'])?.[0] ?? ''
      const rows = ruleSystems.all.filter(({ definition }) => definition.id > after).slice(0, limit + 1)
      const keyOf = ({ definition }: RuleSystem) => [definition.id]
      return respond(200, pageOf(rows, { limit, keyOf, toItem: toSummary }))
    },

    getSystem: async (request, { respond }) => {
      const system = ruleSystems.find(request.params.systemId)
      if (system === undefined) throw new RpgError('system_not_found')
      return respond(200, system.definition, { ETag: entityTagOf(system.definition.version) })
    },
  }
}

function toSummary({ definition: { id, version, name, description } }: RuleSystem) {
  return { id, version, name, description }
}
