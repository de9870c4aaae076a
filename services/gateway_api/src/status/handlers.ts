import type { Handlers } from '@rpg-bot/rpg_contracts'
import type { StatusChecks } from './status-checks.ts'

/** Handlers of the domain `status`. */
export function createStatusHandlers({
  checks,
  version,
  clock = Date.now,
}: {
  checks: StatusChecks
  version: string
  clock?: () => number
}): Handlers<'getStatus'> {
  return {
    async getStatus(_request, { respond }) {
      const results = await checks.run()
      return respond(200, {
        status: results.every((result) => result.ok) ? 'ok' : 'degraded',
        version: version.slice(0, 32),
        time: new Date(clock()).toISOString(),
        checks: [...results],
      })
    },
  }
}
