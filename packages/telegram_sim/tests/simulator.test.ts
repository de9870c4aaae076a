import { importPublicKey, verifyInitData } from '@rpg-bot/telegram_auth'
import { describe, expect, it } from 'vitest'
import {
  clientVersions,
  createLaunchSigner,
  createSimulatorHandlers,
  personas,
  platforms,
} from '../src/index.ts'
import { simulatorTexts } from '../src/simulator/texts.ts'

const now = 1_800_000_000
const signer = createLaunchSigner({ botId: 42 })
const simulator = createSimulatorHandlers({ signer, appUrl: '/', clock: () => now * 1000 })

function get(path: string, method = 'GET'): Response {
  const response = simulator.handle(new Request(`http://localhost:8080${path}`, { method }))
  if (response === null) throw new Error(`${path} is not answered`)
  return response
}

async function launchData(query: string) {
  const { url } = (await get(`/simulator/launch?${query}`).json()) as { url: string }
  const raw = new URLSearchParams(url.slice(url.indexOf('#') + 1)).get('tgWebAppData') ?? ''
  const publicKeys = [importPublicKey(signer.publicKeyHex)]
  return { url, result: verifyInitData(raw, { botId: 42, publicKeys, now }) }
}

describe('GET /simulator/launch', () => {
  it.each(personas.map((persona) => [persona.key, persona] as const))('signs %s in', async (key, persona) => {
    const { result } = await launchData(`persona=${key}`)
    expect(result).toMatchObject({
      ok: true,
      data: { user: { id: persona.id, languageCode: persona.languageCode } },
    })
  })

  it('takes language, link, platform, version and theme', async () => {
    const query = 'persona=player-1&language=en&start_param=i_abc&platform=web&version=8.0&theme=dark'
    const { url, result } = await launchData(query)
    expect(result).toMatchObject({ ok: true, data: { user: { languageCode: 'en' }, startParam: 'i_abc' } })
    expect(url).toMatch(
      /^\/\?tgWebAppStartParam=i_abc#.*&tgWebAppVersion=8\.0&tgWebAppPlatform=weba&.*212121/u,
    )
    expect(await get(`/simulator/launch?${query}`).json()).toMatchObject({
      persona: 'player-1',
      platform: 'web',
      version: '8.0',
      themeParams: { bg_color: '#212121' },
    })
  })

  it('makes stale data and data of the future on request', async () => {
    const codes = await Promise.all(['7200', '-3600', '0'].map((age) => launchData(`persona=gm&age=${age}`)))
    expect(codes.map(({ result }) => (result.ok ? 'ok' : result.code))).toEqual([
      'init_data_expired',
      'init_data_future',
      'ok',
    ])
  })

  it.each([
    ['', 'persona'],
    ['persona=stranger', 'persona'],
    ['persona=gm&platform=symbian', 'platform'],
    ['persona=gm&version=99', 'version'],
    ['persona=gm&theme=pink', 'theme'],
    ['persona=gm&language=xx', 'language'],
    ['persona=gm&start_param=a%2Fb', 'start_param'],
    ['persona=gm&age=soon', 'age'],
  ])('refuses "%s" and names %s', async (query, name) => {
    const response = get(`/simulator/launch?${query}`)
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({
      code: 'simulator_launch_invalid',
      detail: expect.stringContaining(name),
    })
  })
})

describe('the page', () => {
  it('offers every persona, platform and version, in the language asked for', async () => {
    const [russian, english] = await Promise.all(
      ['/simulator', '/simulator?language=en'].map((path) => get(path).text()),
    )
    expect(russian).toContain('<html lang="ru">')
    expect(russian).toContain('Замена Telegram')
    expect(english).toContain('<html lang="en">')
    expect(english).toContain('A stand-in for Telegram')
    const values = [
      ...personas.map(({ key }) => key),
      ...platforms,
      ...clientVersions,
      'light',
      'dark',
      'ru',
      'en',
    ]
    expect(values.filter((value) => !russian?.includes(`value="${value}"`))).toEqual([])
  })

  it('allows nothing but its own scripts and a frame of its own origin', () => {
    const policy = get('/simulator').headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
  })

  it('names only texts that exist, and only files that are served', async () => {
    const html = await get('/simulator').text()
    const names = [...html.matchAll(/data-(?:text|hint|title)="(\w+)"/gu)].map(([, name = '']) => name)
    expect(names.length).toBeGreaterThan(20)
    expect(names.filter((name) => !(name in simulatorTexts.en))).toEqual([])
    const files = [...html.matchAll(/(?:src|href)="(\/simulator\/[^"]+)"/gu)].map(([, path = '']) => path)
    expect(files).toHaveLength(3)
    for (const path of files) expect(get(path).status).toBe(200)
  })

  it('has every element its scripts look for, and every script they import', async () => {
    const html = await get('/simulator').text()
    const scripts = await Promise.all(
      ['simulator', 'phone', 'controls', 'buttons', 'color'].map((name) =>
        get(`/simulator/${name}.js`).text(),
      ),
    )
    const source = scripts.join('\n')
    const ids = [...source.matchAll(/(?:getElementById|\belement)\('([\w-]+)'\)/gu)].map(([, id = '']) => id)
    expect(ids.length).toBeGreaterThan(10)
    expect(ids.filter((id) => !html.includes(`id="${id}"`))).toEqual([])
    const imports = [...source.matchAll(/from '\.\/([\w-]+\.js)'/gu)].map(([, name = '']) => name)
    for (const name of imports)
      expect(get(`/simulator/${name}`).headers.get('content-type')).toMatch(/^text\/javascript/u)
  })

  it('serves the core of the client as a module that runs', async () => {
    const source = await get('/simulator/client-core.js').text()
    const core = await import(`data:text/javascript,${encodeURIComponent(source)}`)
    const events: string[] = []
    const client = core.createClientCore(
      { platform: 'ios', version: '9.6', theme: {} },
      { emit: (type: string) => events.push(type) },
    )
    client.receive('web_app_request_theme')
    expect(events).toEqual(['theme_changed'])
  })
})

describe('other requests', () => {
  it('are left to others outside of /simulator', () => {
    for (const path of ['/', '/simulators', '/v1/status']) {
      expect(simulator.handle(new Request(`http://localhost${path}`))).toBeNull()
    }
  })

  it('get a problem below it', async () => {
    expect(get('/simulator/../simulator/nothing').status).toBe(404)
    expect(get('/simulator/launch?persona=gm', 'POST').status).toBe(405)
    expect(get('/simulator', 'POST').headers.get('allow')).toBe('GET, HEAD')
    expect(await get('/simulator/nothing').json()).toMatchObject({ code: 'simulator_not_found', status: 404 })
  })

  it('are never cached', () => {
    expect(get('/simulator/launch?persona=gm').headers.get('cache-control')).toBe('no-store')
  })
})
