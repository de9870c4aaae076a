import { readFileSync } from 'node:fs'
import { clientCoreModule } from '../client/fake-telegram-client.ts'
import { themeParams } from '../client/theme.ts'
import type { LaunchSigner } from '../launch/launch-signer.ts'
import { buildLaunchUrl } from '../launch/launch-url.ts'
import { type LaunchRequest, readLaunchRequest } from './launch-request.ts'
import { simulatorPage } from './page.ts'

/** What the simulator needs. */
export type SimulatorOptions = {
  /** Signs for the bot whose data the services of this process trust. */
  readonly signer: LaunchSigner
  /** Address of the Mini App on the same origin, such as `/`. */
  readonly appUrl: string
  /** Milliseconds since 1970, such as `Date.now`. */
  readonly clock: () => number
}

/** The routes of the simulator. */
export type SimulatorHandlers = ReturnType<typeof createSimulatorHandlers>

/**
 * The simulator as plain functions of the Fetch API: everything below `/simulator`.
 *
 * It signs anybody in: whoever mounts it must do so in development only, and for loopback only.
 */
export function createSimulatorHandlers({ signer, appUrl, clock }: SimulatorOptions) {
  const scripts = ['simulator.js', 'phone.js', 'controls.js', 'buttons.js', 'color.js']
  const styles = ['simulator.css', 'phone.css']
  const assets = new Map<string, { type: string; body: string }>([
    ['/simulator/client-core.js', { type: 'text/javascript', body: clientCoreModule() }],
    ...styles.map((name) => [`/simulator/${name}`, { type: 'text/css', body: readAsset(name) }] as const),
    ...scripts.map(
      (name) => [`/simulator/${name}`, { type: 'text/javascript', body: readAsset(name) }] as const,
    ),
  ])

  const launch = (request: LaunchRequest): Response => {
    const { persona, platform, version, theme: scheme, language, startParam, ageSeconds } = request
    const theme = themeParams({ platform, version, scheme })
    const initData = signer.signInitData({
      user: { ...persona, languageCode: language },
      authDate: Math.floor(clock() / 1000) - ageSeconds,
      chatType: 'private',
      chatInstance: '9900000000',
      ...(startParam === undefined ? {} : { startParam }),
    })
    const start = startParam === undefined ? {} : { startParam }
    const url = buildLaunchUrl(appUrl, { initData, version, platform, theme, ...start })
    return json({ url, persona: persona.key, platform, version, themeParams: theme })
  }

  return {
    /** Answers a request below `/simulator`; null for any other address. */
    handle(request: Request): Response | null {
      const { pathname, searchParams } = new URL(request.url)
      if (pathname !== '/simulator' && !pathname.startsWith('/simulator/')) return null
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        return problem(
          { status: 405, code: 'simulator_method_not_allowed', title: 'Only GET is allowed' },
          { allow: 'GET, HEAD' },
        )
      }
      if (pathname === '/simulator' || pathname === '/simulator/') return page(searchParams)
      if (pathname === '/simulator/launch') {
        const launchRequest = readLaunchRequest(searchParams)
        if (!('wrong' in launchRequest)) return launch(launchRequest)
        const detail = `Not as expected: ${launchRequest.wrong.join(', ')}`
        return problem({ status: 400, code: 'simulator_launch_invalid', title: 'No such launch', detail })
      }
      const asset = assets.get(pathname)
      if (asset === undefined)
        return problem({ status: 404, code: 'simulator_not_found', title: 'No such page' })
      return respond(asset.body, { 'content-type': `${asset.type}; charset=utf-8` })
    },
  }
}

function readAsset(name: string): string {
  return readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8')
}

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

function page(query: URLSearchParams): Response {
  const html = simulatorPage(query.get('language') === 'en' ? 'en' : 'ru')
  return respond(html, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy,
  })
}

function json(body: unknown): Response {
  return respond(JSON.stringify(body), { 'content-type': 'application/json' })
}

type Problem = { status: number; code: string; title: string; detail?: string }

function problem(body: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  const content = JSON.stringify({ type: 'about:blank', ...body })
  return respond(content, { 'content-type': 'application/problem+json', ...headers }, body.status)
}

function respond(body: string, headers: Readonly<Record<string, string>>, status = 200): Response {
  return new Response(body, {
    status,
    headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers },
  })
}
