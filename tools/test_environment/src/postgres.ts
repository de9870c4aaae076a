import { randomBytes } from 'node:crypto'
import { chownSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import path from 'node:path'
import { startContainer } from './containers.ts'
import { MissingRequirementsError } from './errors.ts'
import { findFreePort } from './free-port.ts'
import { startServerProcess } from './managed-process.ts'
import type { PostgresInstallation } from './postgres-installation.ts'
import { findPostgresWithVector } from './postgres-with-vector.ts'
import { runCommand } from './run-command.ts'
import { createScratchFolder, type ScratchFolder } from './scratch-folder.ts'
import { type SystemUser, serverUser } from './system-user.ts'
import { givenServer, type TestServer } from './test-server.ts'

const IMAGE = 'pgvector/pgvector:pg17'
const USER = 'postgres'
const ATTEMPTS = 5

/** How `startPostgres` gets its server; by default whatever fits is used. */
export interface StartPostgresOptions {
  /** Use a container instead of an installed server. */
  readonly container?: boolean
  readonly env?: Readonly<Record<string, string | undefined>>
}

/**
 * Starts an empty PostgreSQL with pgvector at hand on a free port of the loopback address. The URL is a superuser's.
 * `RPG_TEST_DATABASE_URL` names a server that runs already. Nothing is installed here: see `ensureTestEnvironment`.
 */
export async function startPostgres(options: StartPostgresOptions = {}): Promise<TestServer> {
  const given = (options.env ?? process.env)['RPG_TEST_DATABASE_URL']
  if (given !== undefined && given !== '') return givenServer(given)
  const password = randomBytes(12).toString('hex')
  if (options.container === true) return startInContainer(password)
  const installation = await findPostgresWithVector()
  if (installation === undefined)
    throw new MissingRequirementsError(['PostgreSQL 15 or newer with the pgvector add-on'])
  return startInstalled(installation, password)
}

async function startInstalled(installation: PostgresInstallation, password: string): Promise<TestServer> {
  const user = serverUser()
  const folder = createScratchFolder('postgres', user)
  try {
    await createCluster({ installation, folder: folder.path, password, user })
    return await startCluster({ installation, folder, password, user })
  } catch (error) {
    folder.remove()
    throw error
  }
}

interface ClusterOptions {
  readonly installation: PostgresInstallation
  readonly folder: string
  readonly password: string
  readonly user: SystemUser | undefined
}

async function createCluster({ installation, folder, password, user }: ClusterOptions): Promise<void> {
  const passwordFile = path.join(folder, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user !== undefined) chownSync(passwordFile, user.uid, user.gid)
  const args = [
    '--pgdata',
    path.join(folder, 'data'),
    '--username',
    USER,
    '--pwfile',
    passwordFile,
    '--encoding',
    'UTF8',
    '--locale',
    'C.UTF-8',
    '--auth',
    'scram-sha-256',
  ]
  await runCommand(path.join(installation.binFolder, 'initdb'), args, { cwd: folder, user })
}

async function startCluster(
  options: Omit<ClusterOptions, 'folder'> & { readonly folder: ScratchFolder },
): Promise<TestServer> {
  const { installation, folder, password, user } = options
  const settings = {
    listen_addresses: '127.0.0.1',
    // A socket path longer than about 100 characters is refused, and a temporary folder may have one.
    unix_socket_directories: folder.path.length < 80 ? folder.path : '',
    max_connections: '200',
    shared_buffers: '128MB',
    // Durability is part of what the tests check: kill -9 must lose nothing that was acknowledged.
    fsync: 'on',
    synchronous_commit: 'on',
    timezone: 'UTC',
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort()
    try {
      const server = await startServerProcess({
        command: path.join(installation.binFolder, 'postgres'),
        args: ['-D', path.join(folder.path, 'data'), '-p', String(port), ...flags],
        cwd: folder.path,
        logFile: path.join(folder.path, 'server.log'),
        user,
        stopSignal: 'SIGINT',
        probe: () => answersPostgres(port),
      })
      folder.setServer(server.pid)
      const stop = async () => {
        await server.stop()
        folder.remove()
      }
      return { url: urlOf(password, port), origin: 'installed', stop }
    } catch (error) {
      if (attempt === ATTEMPTS || !String(error).includes('could not bind')) throw error
    }
  }
}

async function startInContainer(password: string): Promise<TestServer> {
  const { port, stop } = await startContainer({
    image: IMAGE,
    env: { POSTGRES_PASSWORD: password },
    args: ['-c', 'max_connections=200'],
    port: 5432,
    // Over TCP: while the image sets itself up, a first server answers on the socket only.
    probe: ['pg_isready', '--host', '127.0.0.1', '--username', USER],
  })
  return { url: urlOf(password, port), origin: 'container', stop }
}

const urlOf = (password: string, port: number): string =>
  `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`

/**
 * Asks whether the server is ready without a driver: a start-up message for protocol 3.0 is answered with `R`
 * (authenticate), or with `E` while the server still starts.
 */
async function answersPostgres(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const parameters = Buffer.from(`user\0${USER}\0database\0postgres\0\0`)
  const head = Buffer.alloc(8)
  head.writeInt32BE(parameters.length + 8, 0)
  head.writeInt32BE(196_608, 4)
  const socket = createConnection({ host: '127.0.0.1', port })
  socket.setTimeout(2_000, () => socket.destroy())
  socket.on('connect', () => socket.write(Buffer.concat([head, parameters])))
  socket.on('data', (chunk) => {
    resolve(chunk[0] === 'R'.charCodeAt(0))
    socket.destroy()
  })
  socket.on('error', () => resolve(false))
  socket.on('close', () => resolve(false))
  return promise
}
