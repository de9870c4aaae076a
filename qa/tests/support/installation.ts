import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '@rpg-bot/database'
import { createRpgClient, type RpgClient } from '@rpg-bot/rpg_sdk'
import { createPartyClient, type PartySocket } from '@rpg-bot/rpg_sdk/party'
import { sql } from 'kysely'
import { WebSocket } from 'ws'

const main = new URL('../../../apps/standalone/src/main.ts', import.meta.url).pathname

/** Which parts the installation stands on; the runner sets the variable. */
export const engine: 'embedded' | 'postgres' =
  process.env['RPG_TEST_DATABASE_URL'] === undefined ? 'embedded' : 'postgres'

/** A whole installation in a process of its own, as `npm start` runs it. */
export type TestInstallation = Awaited<ReturnType<typeof startInstallation>>

/**
 * Starts an installation in development on a free port, in a data folder or a database of its own.
 *
 * @param options.environment further variables
 */
export async function startInstallation(options: { environment?: Record<string, string> } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'rpg-qa-'))
  const databaseUrl = await createDatabase()
  const port = await freePort()
  const environment = {
    ...process.env,
    RPG_BOT_DEVELOPMENT: '1',
    RPG_BOT_DATA: folder,
    PORT: String(port),
    STANDALONE_LOG_LEVEL: 'error',
    // Tests sign in more often than people do.
    GATEWAY_API_SIGN_INS_PER_MINUTE: '10000',
    GATEWAY_API_REQUESTS_PER_MINUTE: '100000',
    GATEWAY_API_PUBLIC_PER_MINUTE: '100000',
    // Redis outlives an installation, and so do its counts of the few people of the simulator.
    GATEWAY_API_PERSON_SIGN_INS_PER_MINUTE: '100000',
    GATEWAY_API_REFRESHES_PER_MINUTE: '100000',
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    ...(process.env['RPG_TEST_REDIS_URL'] === undefined
      ? {}
      : { REDIS_URL: process.env['RPG_TEST_REDIS_URL'] }),
    ...options.environment,
  }
  let child: ChildProcess | undefined

  const installation = {
    url: `http://localhost:${port}`,
    folder,
    /** Output of the process so far. */
    output: '',
    get pid(): number {
      return child?.pid ?? 0
    },
    /** Starts the process and waits until it says that it is ready. */
    async start(): Promise<void> {
      const started = spawn(process.execPath, [main], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
      child = started
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`Not ready in time: ${installation.output}`)), 60_000)
        const read = (data: Buffer) => {
          installation.output += data.toString()
          if (!installation.output.includes('RPG-Bot is ready')) return
          clearTimeout(timer)
          resolve()
        }
        started.stdout?.on('data', read)
        started.stderr?.on('data', read)
        started.once('exit', (code) => {
          clearTimeout(timer)
          reject(new Error(`Ended with ${code}: ${installation.output}`))
        })
      })
      installation.output = ''
    },
    /** Ends it without any chance to tidy up. */
    async kill(): Promise<void> {
      await stopProcess('SIGKILL')
    },
    /** Signs a person of the simulator in. */
    async signIn(persona: string): Promise<RpgClient> {
      const { client } = await installation.person(persona)
      return client
    },
    /** A person of the simulator: REST client, and how to make a live one. */
    async person(persona: string) {
      const launch = (await (
        await fetch(`${installation.url}/simulator/launch?persona=${persona}`)
      ).json()) as { url: string }
      const initData =
        new URLSearchParams(new URL(launch.url, installation.url).hash.slice(1)).get('tgWebAppData') ?? ''
      const { accessToken, user } = await createRpgClient({ baseUrl: installation.url }).auth.signIn({
        body: { initData },
      })
      const auth = { accessToken: async () => accessToken }
      return {
        user,
        initData,
        client: createRpgClient({ baseUrl: installation.url, auth }),
        live: () =>
          createPartyClient({
            url: `${installation.url.replace('http', 'ws')}/v1/sync`,
            auth,
            connect: (url, protocol) => connectFrom(installation.url, url, protocol),
          }),
      }
    },
    async stop(): Promise<void> {
      await stopProcess('SIGTERM')
      await rm(folder, { recursive: true, force: true })
      await dropDatabase(databaseUrl)
    },
  }
  await installation.start()
  return installation

  async function stopProcess(signal: NodeJS.Signals): Promise<void> {
    const running = child
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    running.kill(signal)
    await ended
  }
}

/** A socket as a page of that address would open it: with its Origin. */
function connectFrom(origin: string, url: string, protocol: string): PartySocket {
  return new WebSocket(url, protocol, { origin }) as unknown as PartySocket
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** On a server every installation gets a database of its own. */
async function createDatabase(): Promise<string | undefined> {
  const server = process.env['RPG_TEST_DATABASE_URL']
  if (server === undefined) return undefined
  const name = `qa_${randomBytes(6).toString('hex')}`
  const database = await openDatabase({ url: server })
  await sql.raw(`create database ${name}`).execute(database.kysely)
  await database.close()
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

async function dropDatabase(databaseUrl: string | undefined): Promise<void> {
  const server = process.env['RPG_TEST_DATABASE_URL']
  if (server === undefined || databaseUrl === undefined) return
  const database = await openDatabase({ url: server })
  await sql
    .raw(`drop database if exists ${new URL(databaseUrl).pathname.slice(1)} with (force)`)
    .execute(database.kysely)
  await database.close()
}
