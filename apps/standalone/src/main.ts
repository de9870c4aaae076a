import { DataFolderLockedError } from '@rpg-bot/database'
import { ConfigError, runService } from '@rpg-bot/service_kit'
import { readStandaloneConfig } from './config.ts'
import { startInstallation } from './installation.ts'
import { seedWorld } from './seed.ts'
import { welcome } from './welcome.ts'

try {
  const config = readStandaloneConfig(process.env)
  const installation = await startInstallation(config, process.env)
  const { logger, services, closeResources } = installation
  runService({
    services,
    logger,
    closeResources,
    drainDelayMs: config.development ? 0 : config.drainDelayMs,
    graceMs: config.graceMs,
  })
  if (installation.signer !== null) {
    // The sample world is a gift, not a condition: without it everything else still works.
    await seedWorld({ url: installation.url, signer: installation.signer }).catch((err: unknown) => {
      logger.error({ err }, 'the sample world could not be set up')
    })
  }
  process.stdout.write(welcome(installation))
} catch (error) {
  const known = error instanceof ConfigError || error instanceof DataFolderLockedError
  process.stderr.write(`${known ? error.message : String((error as Error).stack ?? error)}\n`)
  process.exit(1)
}
