import type { Database } from '@rpg-bot/database'
import type { Logger, TokenVerifier } from '@rpg-bot/service_kit'
import { ACCESS_TOKEN_LIFE_SECONDS } from './access-tokens.ts'
import { signInStore } from './sign-in-store.ts'

/** How often other processes' revocations are read, in milliseconds. */
const POLL_MS = 1000

/** Older revocations do not matter: their access tokens have ended. A minute covers skew between clocks. */
const WINDOW_MS = ACCESS_TOKEN_LIFE_SECONDS * 1000 + 60_000

/** After the first read only news are read; transactions may commit a little after the time they wrote. */
const OVERLAP_MS = 30_000

/** Makes the access tokens of ended sign-ins stop working before they end by themselves. */
export type Revocations = ReturnType<typeof createRevocations>

/**
 * Makes the watch over ended sign-ins. In this process a revocation holds the moment it is told; in others
 * within a second, read from the table. No request pays for it: the verifier forgets the sign-in.
 */
export function createRevocations(options: {
  database: Pick<Database, 'kysely'>
  verifier: Pick<TokenVerifier, 'forget'>
  logger: Pick<Logger, 'warn'>
  clock?: () => number
}) {
  const { database, verifier, logger, clock = Date.now } = options
  let readUntil: number | undefined
  let timer: NodeJS.Timeout | undefined
  let failing = false

  return {
    /** Ends the access tokens of a sign-in in this process, at once. Call it after the commit. */
    tell(signInIds: readonly string[]): void {
      for (const signInId of signInIds) verifier.forget(signInId)
    },
    poll,
    /** Reads the revocations that still matter, then goes on every second until {@link stop}. */
    async start(): Promise<void> {
      await poll()
      schedule()
    },
    stop(): void {
      clearTimeout(timer)
      timer = undefined
    },
  }

  function schedule(): void {
    timer = setTimeout(async () => {
      await pollQuietly()
      if (timer !== undefined) schedule()
    }, POLL_MS)
    timer.unref()
  }

  async function poll(): Promise<void> {
    const now = clock()
    const since =
      readUntil === undefined ? now - WINDOW_MS : Math.max(readUntil - OVERLAP_MS, now - WINDOW_MS)
    for (const signInId of await signInStore.revokedSince(database.kysely, new Date(since))) {
      verifier.forget(signInId)
    }
    readUntil = now
  }

  // While the database is away nothing new is learnt, and nothing is written either; said once, not each second.
  async function pollQuietly(): Promise<void> {
    try {
      await poll()
      failing = false
    } catch (error) {
      if (!failing) logger.warn({ err: error }, 'revocations could not be read')
      failing = true
    }
  }
}
