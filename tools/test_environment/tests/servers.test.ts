import { mkdtempSync, rmSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { startServerProcess } from '../src/managed-process.ts'
import { startPostgres } from '../src/postgres.ts'
import { findPostgresWithVector } from '../src/postgres-with-vector.ts'
import { findRedis, startRedis } from '../src/redis.ts'

const accepts = async (url: string): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = createConnection({ host: '127.0.0.1', port: Number(new URL(url).port) })
  socket.on('connect', () => resolve(true))
  socket.on('error', () => resolve(false))
  return promise.finally(() => socket.destroy())
}

test.runIf((await findPostgresWithVector()) !== undefined)(
  'PostgreSQL starts on a free port and is gone after stop',
  async () => {
    const server = await startPostgres({ env: {} })
    expect(await accepts(server.url)).toBe(true)
    await server.stop()
    await server.stop()
    expect(await accepts(server.url)).toBe(false)
  },
)

test.runIf(findRedis() !== undefined)('Redis starts on a free port and is gone after stop', async () => {
  const server = await startRedis({ env: {} })
  expect(await accepts(server.url)).toBe(true)
  await server.stop()
  expect(await accepts(server.url)).toBe(false)
})

test('a server named in the environment is used and never stopped', async () => {
  const server = await startPostgres({ env: { RPG_TEST_DATABASE_URL: 'postgres://elsewhere/db' } })
  expect(server).toMatchObject({ url: 'postgres://elsewhere/db', origin: 'given' })
  await server.stop()
})

test('a server that ends at once is reported with its own words', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'failing-server-'))
  const start = startServerProcess({
    command: 'sh',
    args: ['-c', 'echo no room on the disk; exit 1'],
    cwd: '/tmp',
    logFile: path.join(folder, 'log'),
    stopSignal: 'SIGTERM',
    probe: async () => false,
  })
  await expect(start).rejects.toThrow(/no room on the disk/)
  rmSync(folder, { recursive: true })
})
