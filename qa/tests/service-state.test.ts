import type { Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useBrowser } from './support/browser.ts'
import { startInstallation, type TestInstallation } from './support/installation.ts'
import { tabBar } from './support/steps.ts'
import { until } from './support/until.ts'
import { say } from './support/words.ts'

let installation: TestInstallation
beforeAll(async () => {
  installation = await startInstallation()
})
afterAll(() => installation.stop())
const phones = useBrowser()

/** Answers in place of the service while `broken` holds, on the next visit of a page. */
async function interfere(page: Page, pattern: string, answer: (route: Route) => Promise<void>) {
  const state = { broken: true }
  await page.route(pattern, (route) => (state.broken ? answer(route) : route.continue()))
  return state
}

const problem = (status: number, code: string) => (route: Route) =>
  route.fulfill({
    status,
    contentType: 'application/problem+json',
    headers: { 'retry-after': '1' },
    body: JSON.stringify({
      type: `/problems/${code}`,
      title: 'Not now',
      status,
      code,
      traceId: '0123456789abcdef0123456789abcdef',
    }),
  })

describe('the state of the service', () => {
  it('is told by health, readiness and the public status', async () => {
    for (const path of ['/healthz', '/readyz']) {
      expect((await fetch(installation.url + path)).status).toBe(200)
    }
    const status = (await (await fetch(`${installation.url}/v1/status`)).json()) as { status: string }
    expect(status.status).toBe('ok')
  })

  it('is not mentioned while everything is well', async () => {
    const phone = await phones.openMiniApp({ installation })
    await tabBar(phone.app).waitFor()
    await phone.page.waitForLoadState('networkidle')
    expect(await phone.app.getByText(say('ru', 'app.degraded')).count()).toBe(0)
  })

  it.each(['ru', 'en'] as const)('is shown above every page when it is degraded (%s)', async (language) => {
    const phone = await phones.openMiniApp({ installation, language })
    await tabBar(phone.app, language).waitFor()
    await interfere(phone.page, '**/v1/status', (route) =>
      route.fulfill({
        json: {
          status: 'degraded',
          version: 'test',
          time: new Date().toISOString(),
          checks: [{ name: 'database', ok: false }],
        },
      }),
    )
    await phone.page.reload()
    await phone.app.getByRole('status').getByText(say(language, 'app.degraded')).waitFor()
    expect(await tabBar(phone.app, language).isVisible()).toBe(true)
  })

  it('stops a sign-in with words of its own, and lets the person try again', async () => {
    const phone = await phones.openMiniApp({ installation, way: 'browser' })
    phone.problems.expect(/status of (?:401|503)/)
    const visit = await phone.again({ way: 'native' })
    await tabBar(visit.app).waitFor()
    const service = await interfere(visit.page, '**/v1/auth/**', problem(503, 'temporarily_unavailable'))
    await visit.page.reload()
    await visit.app.getByRole('heading', { name: say('ru', 'auth.unavailable.title') }).waitFor()
    await visit.app.getByText('0123456789abcdef0123456789abcdef').waitFor()
    service.broken = false
    await visit.app.getByRole('button', { name: say('ru', 'auth.retry') }).click()
    await tabBar(visit.app).waitFor()
  })

  it('names too many attempts, counts down and goes on by itself', async () => {
    const phone = await phones.openMiniApp({ installation })
    phone.problems.expect(/status of 429/)
    await tabBar(phone.app).waitFor()
    const service = await interfere(phone.page, '**/v1/auth/**', problem(429, 'rate_limited'))
    await phone.page.reload()
    await phone.app.getByRole('heading', { name: say('ru', 'auth.too-many.title') }).waitFor()
    service.broken = false
    await tabBar(phone.app).waitFor()
  })

  it('says that there is no network, and notices when it is back', async () => {
    const phone = await phones.openMiniApp({ installation })
    phone.problems.expect(/ERR_INTERNET_DISCONNECTED|WebSocket/)
    await tabBar(phone.app).waitFor()
    await phone.context.setOffline(true)
    const banner = phone.app.getByText(say('ru', 'app.offline'))
    await banner.waitFor()
    await phone.context.setOffline(false)
    await banner.waitFor({ state: 'detached' })
  })

  it('waits for the network at the door and signs in when it is back', async () => {
    const phone = await phones.openMiniApp({ installation })
    phone.problems.expect(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/)
    await tabBar(phone.app).waitFor()
    await phone.page.route('**/v1/auth/**', async (route) => {
      await phone.context.setOffline(true)
      await until(() => phone.page.evaluate<boolean>('!navigator.onLine'))
      await route.abort('internetdisconnected')
    })
    await phone.page.reload()
    await phone.app.getByRole('heading', { name: say('ru', 'auth.offline.title') }).waitFor()
    await phone.page.unroute('**/v1/auth/**')
    await phone.context.setOffline(false)
    await tabBar(phone.app).waitFor()
  })
})
