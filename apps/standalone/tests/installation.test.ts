import { mkdtemp, rm } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRpgClient, type RpgClient } from '@rpg-bot/rpg_sdk'
import { ConfigError, closeInOrder } from '@rpg-bot/service_kit'
import { findPersona, type LaunchSigner } from '@rpg-bot/telegram_sim'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Installation, readStandaloneConfig, seedWorld, startInstallation } from '../src/index.ts'

let folder: string
let installation: Installation

const close = ({ services, logger, stopWork, closeResources }: Installation) =>
  closeInOrder({ services, logger, stopWork, closeResources, graceMs: 500 })
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

async function clientOf(key: string): Promise<RpgClient> {
  const { url, signer } = installation
  const persona = findPersona(key)
  if (signer === null || persona === undefined) throw new Error('Development has both.')
  const initData = signer.signInitData({ user: persona, authDate: Math.floor(Date.now() / 1000) })
  const { accessToken } = await createRpgClient({ baseUrl: url }).auth.signIn({ body: { initData } })
  return createRpgClient({ baseUrl: url, auth: { accessToken: async () => accessToken } })
}

/** What there is of the sample world, as one person sees it. */
async function worldOf(key: string) {
  const client = await clientOf(key)
  const campaigns = (await client.campaigns.list()).items
  const path = { campaignId: campaigns[0]?.id ?? '' }
  const log = (await client.party.listEvents({ path: { partyId: path.campaignId } })).items
  return {
    campaigns: campaigns.length,
    members: (await client.members.list({ path })).items.length,
    characters: (await client.characters.list({ path })).items.length,
    sessions: (await client.sessions.list({ path })).items.length,
    rolls: (await client.rolls.list({ path })).items.length,
    said: log
      .filter(({ type }) => type.startsWith('io.rpgbot.party.'))
      .map(({ data }) => JSON.stringify(data)),
  }
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

  it('answers addresses that only look like the API with a problem and not with a page', async () => {
    for (const path of ['/V1/status', '//v1/campaigns', '/v1', '/v1//status']) {
      const answer = await fetch(installation.url + path)
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
        path,
        404,
        'application/problem+json',
      ])
    }
  })

  it('does not stumble over a host that is no address', async () => {
    for (const host of ['127.999.999.999', 'localhost:99999', '[::1', '']) {
      expect([host, await statusFor(`${installation.url}/simulator`, host)]).not.toContain(500)
    }
  })

  it('completes a sample world that a killed start left half done, and doubles nothing', async () => {
    const { url, signer } = installation
    if (signer === null) throw new Error('Development has a signer.')
    const marker = join(folder, 'seeded')
    const dying = (key: string): LaunchSigner => ({
      ...signer,
      signInitData(data) {
        if (data.user?.id === findPersona(key)?.id) throw new Error('killed')
        return signer.signInitData(data)
      },
    })
    await expect(seedWorld({ url, signer: dying('player-1'), marker })).rejects.toThrow('killed')
    await expect(seedWorld({ url, signer: dying('player-3'), marker })).rejects.toThrow('killed')
    await seedWorld({ url, signer, marker })
    const first = await worldOf('gm')
    expect(first).toMatchObject({ campaigns: 1, members: 5, characters: 3, sessions: 1 })
    expect(first.said).toEqual([...new Set(first.said)])
    // Also when the marker was lost, as after a kill just before its writing.
    await rm(marker)
    await seedWorld({ url, signer, marker })
    await seedWorld({ url, signer, marker })
    expect(await worldOf('gm')).toEqual(first)
  })

  it('seats everybody of the simulator at the table of the sample world', async () => {
    const { items } = await (await clientOf('player-2')).campaigns.list()
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

  it.each([
    [{ NODE_ENV: 'production' }, /RPG_BOT_DEVELOPMENT/],
    [{ STANDALONE_HOST: '0.0.0.0' }, /STANDALONE_HOST/],
    [{ STANDALONE_HOST: '::' }, /STANDALONE_HOST/],
  ])('and development do not go together: %j', (environment, words) => {
    expect(() => readStandaloneConfig({ ...settings(true), ...environment })).toThrow(words)
    expect(readStandaloneConfig({ ...settings(false), ...environment }).development).toBe(false)
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
