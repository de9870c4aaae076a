import type { Database, Schema } from '@rpg-bot/database'
import fastify, { type FastifyInstance } from 'fastify'
import type { Selectable } from 'kysely'

type Row = Selectable<Schema['gateway_api.users']>

/**
 * The control: nothing but Fastify, one read by primary key through the same driver, and the same body as
 * `getMe`. No sign-in, no validation, no log, no limits, no headers of its own.
 */
export function createBareApp({ kysely }: Pick<Database, 'kysely'>): FastifyInstance {
  const app = fastify()
  const query = kysely
    .selectFrom('gateway_api.users')
    .selectAll()
    .where('id', '=', '')
    .where('deleted_at', 'is', null)
    .compile()
  app.get<{ Params: { userId: string } }>('/people/:userId', async (request, reply) => {
    const { rows } = await kysely.executeQuery<Row>({ ...query, parameters: [request.params.userId] })
    const [row] = rows
    if (row === undefined) return reply.code(404).send()
    return {
      id: row.id,
      displayName: row.display_name,
      username: row.username,
      locale: row.locale,
      languageCode: row.language_code,
      createdAt: row.created_at.toISOString(),
      updatedAt: row.updated_at.toISOString(),
    }
  })
  return app
}
