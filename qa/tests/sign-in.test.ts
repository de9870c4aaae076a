import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useBrowser } from './support/browser.ts'
import { startInstallation, type TestInstallation } from './support/installation.ts'
import type { Visit } from './support/phone.ts'
import { openSettings, tabBar } from './support/steps.ts'
import { until } from './support/until.ts'
import { say } from './support/words.ts'

let installation: TestInstallation
beforeAll(async () => {
  installation = await startInstallation()
})
afterAll(() => installation.stop())
const phones = useBrowser()

describe('signing in', () => {
  it.each([
    ['gm', 'Хранитель 🎲'],
    ['player-2', 'Ёлка Зимняя ❄️'],
    ['player-4', 'Эхо of the Deep 🫧'],
  ])('shows the name of %s with every letter and picture of it', async (persona, name) => {
    const phone = await phones.openMiniApp({ installation, persona })
    await openSettings(phone.app)
    await phone.app.getByRole('heading', { name, exact: true }).waitFor()
  })

  it('leaves no launch data in the address, the history or what the page stores', async () => {
    const phone = await phones.openMiniApp({ installation, startParam: 'x_unknown' })
    await tabBar(phone.app).waitFor()
    const session = await phone.context.newCDPSession(phone.page)
    const { entries } = await session.send('Page.getNavigationHistory')
    const stored = await phone.page.evaluate<string>(
      'JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state, document.referrer, name])',
    )
    const traces = JSON.stringify([phone.page.url(), entries.map(({ url }) => url), stored])
    for (const secret of ['tgWebApp', 'auth_date', 'hash=', 'signature=', 'accessToken']) {
      expect(traces).not.toContain(secret)
    }
    expect(entries.map(({ url }) => url)).toContain(phone.page.url())
  })

  it('tells the client that the app is ready', async () => {
    const phone = await phones.openMiniApp({ installation })
    await tabBar(phone.app).waitFor()
    expect((await phone.client.state()).ready).toBe(true)
  })

  it('survives a reload of the page, which has no launch data any more', async () => {
    const phone = await phones.openMiniApp({ installation, platform: 'tdesktop' })
    await openSettings(phone.app)
    await phone.page.reload()
    await phone.app.getByRole('heading', { name: 'Рысь 🏹', exact: true }).waitFor()
  })

  it('never shows one person what another left on the same phone', async () => {
    const phone = await phones.openMiniApp({ installation, persona: 'player-1' })
    await tabBar(phone.app).waitFor()
    const visit = await phone.again({ persona: 'player-3' })
    await openSettings(visit.app)
    await visit.app.getByRole('heading', { name: 'Moss', exact: true }).waitFor()
  })

  it('ends when the person signs out, and begins anew when they ask for it', async () => {
    const phone = await phones.openMiniApp({ installation })
    await openSettings(phone.app)
    await phone.app.getByRole('button', { name: say('ru', 'settings.leave') }).click()
    await phone.app.getByRole('heading', { name: say('ru', 'auth.left.title') }).waitFor()
    await phone.app.getByRole('button', { name: say('ru', 'auth.sign-in') }).click()
    await tabBar(phone.app).waitFor()
  })

  it('ends here when another phone of the person ends it, with words of its own', async () => {
    const phone = await phones.openMiniApp({ installation, persona: 'player-3', language: 'en' })
    await openSettings(phone.app, 'en')
    phone.problems.expect(/status of 401/)
    const other = await installation.signIn('player-3')
    const { items } = await other.auth.listSignIns({})
    for (const { id, current } of items) {
      if (!current) await other.auth.revokeSignIn({ path: { signInId: id } })
    }
    await phone.app.getByRole('link', { name: say('en', 'settings.sign-ins.title') }).click()
    await phone.app.getByRole('heading', { name: say('en', 'auth.signed-out.title') }).waitFor()
  })
})

describe.each(['ru', 'en'] as const)('launch data that is not good, told in %s', (language) => {
  const stopped = async (visit: Visit, state: string) => {
    const alert = visit.app.getByRole('alert')
    await alert.getByRole('heading', { name: say(language, `auth.${state}.title`) }).waitFor()
    expect(await alert.getByText(say(language, `auth.${state}.text`)).isVisible()).toBe(true)
    expect(await tabBar(visit.app, language).count()).toBe(0)
    return alert
  }

  it('expired: asks to open the app anew, and closes it', async () => {
    const phone = await phones.openMiniApp({ installation, persona: 'player-2', language, age: 7200 })
    phone.problems.expect(/status of 401/)
    const alert = await stopped(phone, 'reopen')
    await alert.getByRole('button', { name: say(language, 'auth.close') }).click()
    await until(async () => (await phone.client.state()).closed)
  })

  it('from the future: says that the clocks disagree, and counts down', async () => {
    const phone = await phones.openMiniApp({ installation, persona: 'player-2', language, age: -3600 })
    phone.problems.expect(/status of 401/)
    const alert = await stopped(phone, 'try-later')
    const wait = alert.getByRole('button')
    expect(await wait.isDisabled()).toBe(true)
    const before = await wait.textContent()
    await until(async () => (await wait.textContent()) !== before)
  })

  it('changed by one character: is taken for no launch at all', async () => {
    const phone = await phones.openMiniApp({
      installation,
      persona: 'player-2',
      language,
      alter: (url) => url.replace('9900000003', '9900000001'),
    })
    phone.problems.expect(/status of 401/)
    await stopped(phone, 'open-in-telegram')
  })

  it('absent, outside Telegram: shows the way into Telegram', async () => {
    const phone = await phones.openMiniApp({ installation, language, way: 'browser' })
    await stopped(phone, 'open-in-telegram')
  })
})

describe('expired launch data', () => {
  it('do no harm on a phone that is signed in', async () => {
    const phone = await phones.openMiniApp({ installation, platform: 'android' })
    await tabBar(phone.app).waitFor()
    await tabBar((await phone.again({ age: 7200 })).app).waitFor()
  })
})
