import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import path from 'node:path'
import { startContainer } from './containers.ts'
import { MissingRequirementsError } from './errors.ts'
import { findExecutable } from './find-executable.ts'
import { findFreePort } from './free-port.ts'
import { startServerProcess } from './managed-process.ts'
import { createScratchFolder } from './scratch-folder.ts'
import { givenServer, type TestServer } from './test-server.ts'

const IMAGE = 'redis:7.2-alpine'
const ATTEMPTS = 5

/** How `startRedis` gets its server; by default the installed one is used. */
export interface StartRedisOptions {
  readonly container?: boolean
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** Path of an installed Redis server (or Valkey, its fork), or undefined. */
export const findRedis = (): string | undefined =>
  findExecutable(['redis-server', 'valkey-server', '/opt/homebrew/bin/redis-server'])

/** Starts an empty Redis on a free port of the loopback address. `RPG_TEST_REDIS_URL` names one that runs already. */
export async function startRedis(options: StartRedisOptions = {}): Promise<TestServer> {
  const given = (options.env ?? process.env)['RPG_TEST_REDIS_URL']
  if (given !== undefined && given !== '') return givenServer(given)
  const password = randomBytes(12).toString('hex')
  if (options.container === true) {
    const { port, stop } = await startContainer({
      image: IMAGE,
      args: ['redis-server', '--requirepass', password],
      port: 6379,
      probe: ['redis-cli', '-a', password, 'ping'],
    })
    return { url: urlOf(password, port), origin: 'container', stop }
  }
  const command = findRedis()
  if (command === undefined) throw new MissingRequirementsError(['Redis 7 or newer (redis-server)'])
  return startInstalled(command, password)
}

async function startInstalled(command: string, password: string): Promise<TestServer> {
  const folder = createScratchFolder('redis')
  try {
    for (let attempt = 1; ; attempt += 1) {
      const port = await findFreePort()
      try {
        const server = await startServerProcess({
          command,
          args: [writeConfig(folder.path, password, port)],
          cwd: folder.path,
          logFile: path.join(folder.path, 'server.log'),
          stopSignal: 'SIGTERM',
          probe: () => answersRedis(port, password),
        })
        folder.setServer(server.pid)
        const stop = async () => {
          await server.stop()
          folder.remove()
        }
        return { url: urlOf(password, port), origin: 'installed', stop }
      } catch (error) {
        if (attempt === ATTEMPTS || !String(error).includes('Address already in use')) throw error
      }
    }
  } catch (error) {
    folder.remove()
    throw error
  }
}

/** A configuration file keeps the password out of the process list. */
function writeConfig(folder: string, password: string, port: number): string {
  const file = path.join(folder, 'redis.conf')
  const lines = [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `dir "${folder}"`,
    'save ""',
    'appendonly no',
  ]
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 })
  return file
}

const urlOf = (password: string, port: number): string => `redis://default:${password}@127.0.0.1:${port}`

async function answersRedis(port: number, password: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = createConnection({ host: '127.0.0.1', port })
  let answer = ''
  socket.setTimeout(2_000, () => socket.destroy())
  socket.on('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`))
  socket.on('data', (chunk) => {
    answer += chunk
    if (answer.includes('+PONG')) resolve(true)
    if (answer.includes('+PONG') || answer.includes('-')) socket.destroy()
  })
  socket.on('error', () => resolve(false))
  socket.on('close', () => resolve(false))
  return promise
}
