import { join } from 'node:path'
import { runService } from '@rpg-bot/service_kit'
import { readStandaloneConfig } from './config.ts'
import { startInstallation } from './installation.ts'
import { seedWorld } from './seed.ts'
import { startProblem } from './start-problems.ts'
import { welcome } from './welcome.ts'

try {
  const config = readStandaloneConfig(process.env)
  const installation = await startInstallation(config, process.env)
  const { url, signer, logger, services, stopWork, closeResources } = installation
  runService({
    services,
    logger,
    stopWork,
    closeResources,
    drainDelayMs: config.development ? 0 : config.drainDelayMs,
    graceMs: config.graceMs,
  })
  const stopping = () => services.some(({ kit }) => kit.readiness.draining)
  if (signer !== null) {
    // The sample world is a gift, not a condition: without it everything else still works.
    await seedWorld({ url, signer, marker: join(config.dataFolder, 'seeded') }).catch((err: unknown) => {
      if (!stopping()) logger.error({ err }, 'the sample world could not be set up')
    })
  }
  if (!stopping()) process.stdout.write(welcome(installation))
} catch (error) {
  // What was opened is closed by now, so the process ends on its own and its last words are not cut off.
  process.exitCode = 1
  process.stderr.write(`${startProblem(error) ?? String((error as Error).stack ?? error)}\n`)
}
