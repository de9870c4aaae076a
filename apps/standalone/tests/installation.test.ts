import { mkdtemp, rm } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRpgClient } from '@rpg-bot/rpg_sdk'
import { ConfigError, closeInOrder } from '@rpg-bot/service_kit'
import { findPersona } from '@rpg-bot/telegram_sim'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Installation, readStandaloneConfig, seedWorld, startInstallation } from '../src/index.ts'

let folder: string
let installation: Installation

const close = ({ services, logger, closeResources }: Installation) =>
  closeInOrder({ services, logger, closeResources, graceMs: 500 })
const settings = (development: boolean) => ({
  ...(development ? { RPG_BOT_DEVELOPMENT: '1' } : {}),
  RPG_BOT_DATA: join(folder, development ? 'development' : 'production'),
  PORT: '0',
  STANDALONE_LOG_LEVEL: 'silent',
})

/** GET with any Host header, which fetch does not allow. */
function statusFor(url: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port, pathname } = new URL(url)
    httpRequest({ host: '127.0.0.1', port, path: pathname, headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rpg-standalone-'))
  const environment = settings(true)
  installation = await startInstallation(readStandaloneConfig(environment), environment)
})
afterAll(async () => {
  await close(installation)
  await rm(folder, { recursive: true, force: true })
})

describe('in development', () => {
  it('answers for every part on one port', async () => {
    const { url } = installation
    expect((await fetch(`${url}/v1/status`)).status).toBe(200)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    expect((await fetch(`${url}/.well-known/jwks.json`)).status).toBe(200)
    expect((await fetch(`${url}/simulator`)).status).toBe(200)
    expect(await (await fetch(`${url}/metrics`)).text()).not.toContain('http_server_request')
    expect((await fetch(`http://127.0.0.1:${installation.metricsPort}/metrics`)).status).toBe(200)
  })

  it('keeps the simulator from names that are not of this machine', async () => {
    const { port } = new URL(installation.url)
    expect(await statusFor(`${installation.url}/simulator`, `localhost:${port}`)).toBe(200)
    expect(await statusFor(`${installation.url}/simulator`, `rebind.example:${port}`)).toBe(404)
    expect(await statusFor(`${installation.url}/simulator/launch`, `rebind.example:${port}`)).toBe(404)
  })

  it('seeds the sample world once, and everybody of the simulator is at the table', async () => {
    const { url, signer } = installation
    if (signer === null) throw new Error('Development has a signer.')
    await seedWorld({ url, signer })
    await seedWorld({ url, signer })
    const persona = findPersona('player-2')
    if (persona === undefined) throw new Error('No such persona.')
    const initData = signer.signInitData({ user: persona, authDate: Math.floor(Date.now() / 1000) })
    const { accessToken } = await createRpgClient({ baseUrl: url }).auth.signIn({ body: { initData } })
    const client = createRpgClient({ baseUrl: url, auth: { accessToken: async () => accessToken } })
    const { items } = await client.campaigns.list()
    expect(items).toMatchObject([{ role: 'player', memberCount: 5, status: 'active' }])
    expect(items[0]?.name).toMatch(/Берег Фонарей.*Lantern Coast/)
  })

  it('refuses a second start on the same folder and names the holder', async () => {
    const environment = settings(true)
    await expect(startInstallation(readStandaloneConfig(environment), environment)).rejects.toMatchObject({
      code: 'data_folder_locked',
      pid: process.pid,
    })
  })
})

describe('in production', () => {
  it('needs the id of a real bot', async () => {
    const environment = settings(false)
    await expect(startInstallation(readStandaloneConfig(environment), environment)).rejects.toBeInstanceOf(
      ConfigError,
    )
  })

  it.each(['0', 'true', 'yes', ' 1'])('is what RPG_BOT_DEVELOPMENT=%j means', (value) => {
    expect(readStandaloneConfig({ ...settings(false), RPG_BOT_DEVELOPMENT: value }).development).toBe(false)
  })

  it('has no simulator, no signer, and does not believe the simulator’s data', async () => {
    const environment = {
      ...settings(false),
      GATEWAY_API_BOT_ID: '9900000000',
      GATEWAY_API_SIGNING_KEYS_FILE: join(folder, 'development', 'signing-keys.json'),
      PARTY_SYNC_JWKS_URL: 'http://127.0.0.1:1/',
    }
    const production = await startInstallation(readStandaloneConfig(environment), environment)
    try {
      expect(production.signer).toBeNull()
      for (const path of ['/simulator/launch?persona=gm', '/simulator/client-core.js']) {
        const answer = await fetch(production.url + path)
        expect(await answer.text()).not.toMatch(/tgWebAppData|receiveEvent/)
      }
      const signer = installation.signer
      const persona = findPersona('gm')
      if (signer === null || persona === undefined) throw new Error('Development has both.')
      const initData = signer.signInitData({ user: persona, authDate: Math.floor(Date.now() / 1000) })
      const signIn = createRpgClient({ baseUrl: production.url }).auth.signIn({ body: { initData } })
      await expect(signIn).rejects.toMatchObject({ code: 'init_data_invalid' })
    } finally {
      await close(production)
    }
  })
})
