import { setTimeout as sleep } from 'node:timers/promises'
import closeWithGrace from 'close-with-grace'
import type { Readiness } from './health.ts'
import type { Logger } from './logger.ts'

/** One step of the way out. It may be called once only and should end on its own. */
export type CloseStep = { name: string; run(): unknown }

/** A service that can be stopped: what `createService` makes fits. */
export type StoppableService = {
  kit: { name: string; readiness: Readiness }
  server: { closeAllConnections(): void }
  close(): PromiseLike<unknown>
}

/** What {@link closeInOrder} and {@link runService} stop, and in which time. */
export type RunOptions = {
  services: readonly StoppableService[]
  logger: Logger
  /** Milliseconds between "not ready" and the stop: the time a load balancer needs to notice. 0 in development. */
  drainDelayMs?: number
  /** Milliseconds running requests have to end before their connections are cut. */
  graceMs?: number
  /** Stops what takes new work on its own: workers, schedules, and with WebSockets the goaway. Runs before the services close. */
  stopWork?: readonly CloseStep[]
  /** Closes what the services stood on, in this order: metrics server, telemetry, pools, and the embedded database last. */
  closeResources?: readonly CloseStep[]
}

/** How long a single step may take. */
const stepLimitMs = 5000

/**
 * Stops services in the order that loses nothing: not ready, wait for the load
 * balancer, take no new work, finish what runs within the grace, cut the rest, close what they stood on. A step
 * that fails or hangs is logged and does not hold up the next.
 */
export async function closeInOrder(options: RunOptions): Promise<void> {
  const { services, logger, drainDelayMs = 0, graceMs = 10_000, stopWork = [], closeResources = [] } = options
  for (const { kit } of services) kit.readiness.startDraining()
  if (drainDelayMs > 0) {
    logger.info({ drainDelayMs }, 'draining')
    await sleep(drainDelayMs)
  }
  for (const step of stopWork) await runStep(step)
  const cut = setTimeout(() => {
    logger.warn({ graceMs }, 'cutting the connections that are left')
    for (const { server } of services) server.closeAllConnections()
  }, graceMs)
  await Promise.all(
    services.map((service) =>
      runStep({ name: service.kit.name, run: () => service.close() }, graceMs + stepLimitMs),
    ),
  )
  clearTimeout(cut)
  for (const step of closeResources) await runStep(step)
  logger.info('closed')

  async function runStep({ name, run }: CloseStep, limitMs = stepLimitMs): Promise<void> {
    const limit = new AbortController()
    try {
      await Promise.race([
        Promise.resolve(run()),
        sleep(limitMs, undefined, { signal: limit.signal }).then(() => {
          throw new Error(`${name} did not close within ${limitMs} ms.`)
        }),
      ])
    } catch (err) {
      logger.error({ err, step: name }, 'a step of the shutdown failed')
    } finally {
      limit.abort()
    }
  }
}

/** A process that runs services until a signal. */
export type RunningService = {
  /** Stops as a signal would, and exits. */
  close(): void
  /** Removes the listeners of signals again, for tests. */
  uninstall(): void
}

/**
 * Closes services in order on SIGINT, SIGTERM, an uncaught exception or an unhandled rejection, then exits: 0
 * after a signal, 1 after an error or past all limits. A second signal exits at once.
 */
export function runService(options: RunOptions): RunningService {
  const { logger, drainDelayMs = 0, graceMs = 10_000, stopWork = [], closeResources = [] } = options
  const limitMs = drainDelayMs + graceMs + stepLimitMs * (stopWork.length + closeResources.length + 1)
  return closeWithGrace(
    {
      delay: limitMs,
      logger: false,
      onSecondSignal: (signal) => logger.warn({ signal }, 'second signal: exiting at once'),
      onSecondError: (err) => logger.error({ err }, 'second error: exiting at once'),
      onTimeout: () => logger.error({ limitMs }, 'the shutdown took too long: exiting'),
    },
    async ({ signal, err }) => {
      if (err === undefined) logger.info({ signal }, 'closing')
      else logger.fatal({ err }, 'closing after an error')
      // After an error there is nothing to wait for: the process may be in any state.
      await closeInOrder({ ...options, ...(err === undefined ? {} : { drainDelayMs: 0 }) })
      logger.flush()
    },
  )
}
