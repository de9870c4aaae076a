import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent, request as httpRequest } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRpgClient } from '@rpg-bot/rpg_sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const main = new URL('../src/main.ts', import.meta.url).pathname

let parent: string
const running: ChildProcess[] = []

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'rpg-process-'))
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await rm(parent, { recursive: true, force: true })
})

/** Starts the program as a person would; `ended` gives its exit code. */
function start(environment: Record<string, string>) {
  const { NODE_ENV: _ours, ...inherited } = process.env
  const child = spawn(process.execPath, [main], {
    env: { ...inherited, RPG_BOT_DEVELOPMENT: '1', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.push(child)
  const output = { text: '', errors: '' }
  child.stdout.on('data', (data: Buffer) => {
    output.text += data
  })
  child.stderr.on('data', (data: Buffer) => {
    output.errors += data
  })
  return { child, output, ended: once(child, 'close').then(([code]) => code as number | null) }
}

describe('a start that cannot be', () => {
  it('on a port in use says so in a sentence, before anything is made', { timeout: 60_000 }, async () => {
    const other = createServer()
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    const { port } = other.address() as AddressInfo
    const folder = join(parent, 'never')
    const { output, ended } = start({ PORT: String(port), RPG_BOT_DATA: folder })
    expect(await ended).toBe(1)
    other.close()
    expect(output.errors).toMatch(/^Another program listens on 127\.0\.0\.1, port \d+\. Stop it, or set PORT/)
    expect(output.errors.trim()).not.toContain('\n')
    await expect(access(folder)).rejects.toThrow()
  })

  it('in a folder that is a file says so in a sentence', { timeout: 60_000 }, async () => {
    const file = join(parent, 'file')
    await writeFile(file, '')
    const { output, ended } = start({ RPG_BOT_DATA: file })
    expect(await ended).toBe(1)
    expect(output.errors).toMatch(/^The data folder .* is a file and not a folder/)
    expect(output.errors.trim()).not.toContain('\n')
  })

  it('with damaged signing keys says so in a sentence and ends', { timeout: 60_000 }, async () => {
    const keys = join(parent, 'keys.json')
    await writeFile(keys, '{}', { mode: 0o600 })
    const { output, ended } = start({
      RPG_BOT_DATA: join(parent, 'keys'),
      GATEWAY_API_SIGNING_KEYS_FILE: keys,
    })
    expect(await ended).toBe(1)
    expect(output.errors).toMatch(
      /^The signing key file .* is not a set of Ed25519 signing keys\. Restore it/,
    )
    expect(output.errors.trim()).not.toContain('\n')
  })
})

describe('SIGTERM under load', () => {
  it('lets every request that was begun have its answer, logs no error and exits 0', {
    timeout: 120_000,
  }, async () => {
    const { child, output, ended } = start({
      RPG_BOT_DATA: join(parent, 'load'),
      STANDALONE_LOG_LEVEL: 'warn',
      GATEWAY_API_REQUESTS_PER_MINUTE: '100000',
    })
    while (!output.text.includes('RPG-Bot is ready')) {
      if (child.exitCode !== null) throw new Error(output.errors)
      await sleep(50)
    }
    const url = /API +(http\S+)\/v1\/status/.exec(output.text)?.[1] ?? ''
    const launch = (await (await fetch(`${url}/simulator/launch?persona=gm`)).json()) as { url: string }
    const initData = new URLSearchParams(new URL(launch.url, url).hash.slice(1)).get('tgWebAppData') ?? ''
    const { accessToken } = await createRpgClient({ baseUrl: url }).auth.signIn({ body: { initData } })

    const auth = { accessToken: async () => accessToken }
    const { items } = await createRpgClient({ baseUrl: url, auth }).campaigns.list()
    const target = `${url}/v1/campaigns/${items[0]?.id}/rolls`

    const answers: (number | string)[] = []
    const workers = Array.from({ length: 8 }, () => postUntilTold({ target, accessToken, answers }))
    while (answers.length < 20) await sleep(20)
    child.kill('SIGTERM')
    await Promise.all(workers)
    expect(await ended).toBe(0)
    expect(answers.filter((answer) => answer !== 201 && answer !== 503)).toEqual([])
    expect(output.errors).toBe('')
    expect(output.text.split('RPG-Bot is ready')[1]).not.toMatch(/"level":(50|60|"error"|"fatal")|error/i)
  })
})

/** One connection, one request after another, until an answer says that it was the last. */
async function postUntilTold(options: {
  target: string
  accessToken: string
  answers: (number | string)[]
}): Promise<void> {
  const { target, accessToken, answers } = options
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  for (let last = false; !last; ) {
    last = await new Promise<boolean>((resolve) => {
      const outgoing = httpRequest(
        target,
        {
          agent,
          method: 'POST',
          headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
        },
        (response) => {
          response.resume()
          response.once('end', () => {
            answers.push(response.statusCode ?? 0)
            resolve(response.headers.connection === 'close')
          })
        },
      )
      outgoing.on('error', (error) => {
        answers.push(String(error))
        resolve(true)
      })
      outgoing.end(JSON.stringify({ expression: '1d6', visibility: 'public' }))
    })
  }
  agent.destroy()
}
