import { RpgError } from '@rpg-bot/rpg_contracts'
import { createLaunchSigner, createSimulatorHandlers, type LaunchSigner } from '@rpg-bot/telegram_sim'
import type { FastifyInstance } from 'fastify'
import { isLoopbackRequest } from './loopback.ts'

/** The bot of the simulator. No real bot has this id. */
export const simulatorBotId = 9_900_000_000

/** Somebody tried to run the simulator outside development. */
export class SimulatorRefusedError extends Error {
  override readonly name = 'SimulatorRefusedError'
}

/**
 * Makes the signer of the simulator: whoever trusts its key lets anybody in.
 *
 * @throws SimulatorRefusedError unless development was switched on explicitly
 */
export function createSimulatorSigner({ development }: { development: boolean }): LaunchSigner {
  if (!development)
    throw new SimulatorRefusedError('The simulator signs anybody in: it is for development only.')
  return createLaunchSigner({ botId: simulatorBotId })
}

/** Mounts the simulator below `/simulator`, for this machine only. Others are told that nothing is there. */
export function mountSimulator(
  app: FastifyInstance,
  options: { signer: LaunchSigner; clock: () => number },
): void {
  const handlers = createSimulatorHandlers({ signer: options.signer, appUrl: '/', clock: options.clock })
  for (const url of ['/simulator', '/simulator/*']) {
    app.get(url, async (request, reply) => {
      if (!isLoopbackRequest(request.raw)) throw new RpgError('not_found')
      // The name in the address has no meaning here; the one the client sent may be none at all.
      const answer = handlers.handle(new Request(`http://localhost${request.url}`))
      if (answer === null) throw new RpgError('not_found')
      reply.code(answer.status).headers(Object.fromEntries(answer.headers))
      return reply.send(await answer.text())
    })
  }
}
