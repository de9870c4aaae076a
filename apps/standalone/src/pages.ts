import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { RpgError } from '@rpg-bot/rpg_contracts'
import { createService, type Logger, type Metrics, type ServiceConfig } from '@rpg-bot/service_kit'
import type { FastifyInstance } from 'fastify'

/** Files whose names carry a hash of their content never change. */
const hashedFile = /\/assets\//

/**
 * Makes the service of the Mini App's files. An address that is no file is a place inside the app and gets its
 * page, so that a reload stays where it was.
 */
export async function createPages(options: {
  folder: string
  config: Partial<ServiceConfig>
  logger: Logger
  metrics: Metrics
}): Promise<FastifyInstance> {
  const { folder, config, logger, metrics } = options
  const app = createService({ name: 'standalone', config, logger, metrics })
  if (!existsSync(join(folder, 'index.html'))) {
    app.get('/*', async () => {
      throw new RpgError('temporarily_unavailable', { detail: 'The Mini App is not built yet.' })
    })
    return app
  }
  await app.register(fastifyStatic, {
    root: folder,
    // One route a file, known at the start: nothing else on the disk can be asked for.
    wildcard: false,
    cacheControl: false,
    // The build leaves compressed files beside the plain ones.
    preCompressed: true,
    setHeaders(reply, path) {
      const forever = 'public, max-age=31536000, immutable'
      reply.header('cache-control', hashedFile.test(path) ? forever : 'no-cache')
    },
  })
  app.get('/*', (request, reply) => {
    if ((request.url.split('?', 1)[0] ?? '').includes('.')) throw new RpgError('not_found')
    return reply.header('cache-control', 'no-cache').sendFile('index.html')
  })
  return app
}
