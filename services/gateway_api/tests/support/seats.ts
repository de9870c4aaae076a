import type { Database } from '@rpg-bot/database'
import {
  type BodyOf,
  type OperationId,
  operationTable,
  type PathOf,
  type Problem,
  type QueryOf,
  type ResponseBodyOf,
  type SuccessStatus,
} from '@rpg-bot/rpg_contracts'
import type { FastifyInstance } from 'fastify'

/** What an operation answered. Read `body` after you expected a success, `code` after a problem. */
export type Answer<Id extends OperationId> = {
  status: number
  headers: Record<string, string | undefined>
  body: Exclude<ResponseBodyOf<Id, SuccessStatus<Id>>, undefined>
  /** Code of the problem; undefined for a success. */
  code: string | undefined
  problem: Problem
  etag: string
}

/** The parts of a request. */
export type CallOptions<Id extends OperationId> = {
  path?: PathOf<Id>
  query?: QueryOf<Id>
  body?: BodyOf<Id>
  ifMatch?: string
  ifNoneMatch?: string
  key?: string
}

/** Somebody who is signed in. */
export type Person = {
  userId: string
  call<Id extends OperationId>(id: Id, options?: CallOptions<Id>): Promise<Answer<Id>>
}

/** Calls operations of a service by their id, as somebody with an access token. */
export function createPerson(
  app: Pick<FastifyInstance, 'inject'>,
  who: { userId: string; accessToken: string },
): Person {
  return {
    userId: who.userId,
    async call(id, options = {}) {
      const row = operationTable.find((candidate) => candidate.id === id)
      if (row === undefined) throw new Error(`No operation ${id}`)
      const path = (options.path ?? {}) as Record<string, string>
      const url = row.url.replace(/:(\w+)/g, (_match, name: string) => encodeURIComponent(path[name] ?? ''))
      const response = await app.inject({
        method: row.method,
        url,
        query: Object.fromEntries(
          Object.entries(options.query ?? {}).map(([name, value]) => [name, String(value)]),
        ),
        headers: {
          authorization: `Bearer ${who.accessToken}`,
          ...(options.ifMatch === undefined ? {} : { 'if-match': options.ifMatch }),
          ...(options.ifNoneMatch === undefined ? {} : { 'if-none-match': options.ifNoneMatch }),
          ...(options.key === undefined ? {} : { 'idempotency-key': options.key }),
        },
        ...(options.body === undefined ? {} : { payload: options.body as object }),
      })
      const body = response.payload === '' ? undefined : response.json()
      const headers = response.headers as Record<string, string | undefined>
      return {
        status: response.statusCode,
        headers,
        body,
        code: response.statusCode < 400 ? undefined : body?.code,
        problem: body,
        etag: headers['etag'] ?? '',
      }
    },
  }
}

/** The log of a party as it is stored, in order: type, actor and data of each event. */
export async function storedEvents(
  database: Database,
  partyId: string,
): Promise<{ type: string; actor: string; data: unknown }[]> {
  const rows = await database.kysely
    .selectFrom('party_log.event')
    .select('body')
    .where('party_id', '=', partyId)
    .orderBy('sequence')
    .execute()
  return rows.map(({ body }) => {
    const { type, actor, data } = JSON.parse(body)
    return { type: type.replace(/^io\.rpgbot\.|\.v1$/g, ''), actor, data }
  })
}
