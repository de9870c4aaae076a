import { Redis } from 'ioredis'
import type { Logger } from './logger.ts'

/**
 * Connects to Redis for short commands (limits, hints), never for blocking ones: a command fails within
 * `commandTimeoutMs` even on a connection that silently leads nowhere, nothing is queued while Redis is away,
 * and every error has a listener. The first connection is made in the background; commands fail until it stands.
 */
export function connectRedis({
  url,
  logger,
  commandTimeoutMs = 250,
}: {
  url: string
  logger: Logger
  commandTimeoutMs?: number
}): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 2000,
    commandTimeout: commandTimeoutMs,
    keepAlive: 10_000,
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 6), 2000),
  })
  let isDown = false
  redis.on('error', (err) => {
    // One line for each outage, not one for each attempt.
    if (!isDown) logger.warn({ err }, 'Redis is not reachable')
    isDown = true
  })
  redis.on('ready', () => {
    if (isDown) logger.info('Redis is back')
    isDown = false
  })
  return redis
}
