import { tmpdir } from 'node:os'
import { findChromium } from './chromium.ts'
import { hasDocker } from './containers.ts'
import { canInstallPackages, installPackages } from './debian.ts'
import { MissingRequirementsError } from './errors.ts'
import { findExecutable } from './find-executable.ts'
import { BUILD_PACKAGES, canBuildVector } from './pgvector-build.ts'
import { startPostgres } from './postgres.ts'
import { findPostgres, hasVector } from './postgres-installation.ts'
import { buildPostgresWithVector, findPostgresWithVector } from './postgres-with-vector.ts'
import { findRedis, startRedis } from './redis.ts'
import { sweepAbandonedFolders } from './scratch-folder.ts'
import type { TestServer } from './test-server.ts'

/** Where each part of the test environment comes from. */
export interface TestPlan {
  readonly postgres: 'installed' | 'container' | 'given'
  readonly redis: 'installed' | 'container' | 'given'
  readonly chromium: string
}

/** Running servers and the browser, for one test run. */
export interface TestEnvironment {
  readonly postgres: TestServer
  readonly redis: TestServer
  readonly chromium: string
  /** Variables the tests read. */
  readonly variables: Readonly<Record<string, string>>
  stop(): Promise<void>
}

type Env = Readonly<Record<string, string | undefined>>

/**
 * Makes sure PostgreSQL with pgvector, Redis and Chromium can be had: what is installed is used; Debian as root
 * installs the rest; elsewhere Docker supplies the servers. Throws `MissingRequirementsError` with all that lacks.
 */
export async function ensureTestEnvironment(env: Env = process.env): Promise<TestPlan> {
  if (canInstallPackages()) await installPackages(await absentPackages(env))
  const missing: string[] = []
  const postgres = isGiven(env, 'RPG_TEST_DATABASE_URL') ? 'given' : await planPostgres(missing)
  const redis = isGiven(env, 'RPG_TEST_REDIS_URL') ? 'given' : await planRedis(missing)
  const chromium = findChromium(env)
  if (chromium === undefined)
    missing.push('Chromium (Debian: apt-get install chromium), or RPG_TEST_CHROMIUM=/path/to/it')
  if (missing.length > 0 || postgres === undefined || redis === undefined || chromium === undefined)
    throw new MissingRequirementsError(missing)
  return { postgres, redis, chromium }
}

/** Ensures the environment and starts its servers. */
export async function startTestEnvironment(env: Env = process.env): Promise<TestEnvironment> {
  const plan = await ensureTestEnvironment(env)
  for (const folder of new Set([tmpdir(), '/tmp'])) sweepAbandonedFolders(folder)
  const postgres = await startPostgres({ container: plan.postgres === 'container', env })
  try {
    const redis = await startRedis({ container: plan.redis === 'container', env })
    return {
      postgres,
      redis,
      chromium: plan.chromium,
      variables: {
        RPG_TEST_DATABASE_URL: postgres.url,
        RPG_TEST_REDIS_URL: redis.url,
        RPG_TEST_CHROMIUM: plan.chromium,
      },
      stop: async () => {
        await Promise.all([postgres.stop(), redis.stop()])
      },
    }
  } catch (error) {
    await postgres.stop()
    throw error
  }
}

const isGiven = (env: Env, name: string): boolean => env[name] !== undefined && env[name] !== ''

async function absentPackages(env: Env): Promise<string[]> {
  const packages: string[] = []
  if (!isGiven(env, 'RPG_TEST_DATABASE_URL')) {
    const installed = await findPostgres()
    if (installed === undefined) packages.push('postgresql')
    if (installed === undefined || !(await hasVector(installed))) {
      if ((await findPostgresWithVector()) === undefined)
        packages.push(...BUILD_PACKAGES.filter((name) => !isPresent(name)))
    }
  }
  if (!isGiven(env, 'RPG_TEST_REDIS_URL') && findRedis() === undefined) packages.push('redis-server')
  if (findChromium(env) === undefined) packages.push('chromium', 'fonts-noto-color-emoji')
  return packages
}

/** The C library's headers come with any compiler that is set up; the other packages are named like their command. */
const isPresent = (name: string): boolean =>
  findExecutable([name === 'libc6-dev' ? 'gcc' : name]) !== undefined

async function planPostgres(missing: string[]): Promise<TestPlan['postgres'] | undefined> {
  const installed = await findPostgres()
  if ((await findPostgresWithVector()) !== undefined) return 'installed'
  let obstacle = ''
  if (installed !== undefined && canBuildVector()) {
    try {
      await buildPostgresWithVector(installed)
      return 'installed'
    } catch (error) {
      obstacle = ` (building it failed: ${error instanceof Error ? error.message : String(error)})`
    }
  }
  if (await hasDocker()) return 'container'
  missing.push(
    installed === undefined
      ? 'PostgreSQL 15 or newer with pgvector, or Docker, or RPG_TEST_DATABASE_URL=postgres://superuser…'
      : `pgvector for PostgreSQL ${installed.version}${obstacle}, or Docker, or RPG_TEST_DATABASE_URL=postgres://superuser…`,
  )
  return undefined
}

async function planRedis(missing: string[]): Promise<TestPlan['redis'] | undefined> {
  if (findRedis() !== undefined) return 'installed'
  if (await hasDocker()) return 'container'
  missing.push(
    'Redis 7 or newer (Debian: apt-get install redis-server), or Docker, or RPG_TEST_REDIS_URL=redis://…',
  )
  return undefined
}
