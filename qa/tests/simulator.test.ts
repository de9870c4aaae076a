import type { FrameLocator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useBrowser } from './support/browser.ts'
import { startInstallation, type TestInstallation } from './support/installation.ts'
import { choose, inkOf, openDeveloper, openSettings, tabBar } from './support/steps.ts'
import { until } from './support/until.ts'
import { say } from './support/words.ts'

let installation: TestInstallation
beforeAll(async () => {
  installation = await startInstallation()
})
afterAll(() => installation.stop())
const phones = useBrowser()

const scheme = (app: FrameLocator) => app.locator('html').getAttribute('data-scheme')

const ink = (app: FrameLocator) => inkOf(app.getByRole('heading', { level: 1 }))

describe('the simulator', () => {
  it('signs in whoever is picked, in the frame of the phone', async () => {
    const { page, app } = await phones.openMiniApp({ installation, persona: 'gm', way: 'frame' })
    await openSettings(app)
    await app.getByRole('heading', { name: 'Хранитель 🎲', exact: true }).waitFor()
    for (const name of ['Ёлка Зимняя ❄️', 'Moss']) {
      await choose(page, name)
      await openSettings(app)
      await app.getByRole('heading', { name, exact: true }).waitFor()
    }
    expect(new URL(page.url()).searchParams.get('persona')).toBe('player-3')
  })

  it('switches the theme without opening the app anew', async () => {
    const phone = await phones.openMiniApp({ installation, way: 'frame' })
    const app = phone.app as FrameLocator
    await openDeveloper(app)
    expect(await scheme(app)).toBe('light')
    const before = await ink(app)
    await choose(phone.page, 'Тёмная')
    await until(async () => (await scheme(app)) === 'dark')
    await app.getByRole('heading', { name: say('ru', 'settings.developer.title') }).waitFor()
    await until(async () => (await ink(app)) !== before)
  })

  it('switches the language of itself and of the app', async () => {
    const { page, app } = await phones.openMiniApp({ installation, way: 'frame', persona: 'player-2' })
    await tabBar(app).waitFor()
    await choose(page, 'English')
    await tabBar(app, 'en').waitFor()
    await page.getByRole('heading', { level: 1, name: 'The table' }).waitFor()
  })

  it('plays every client it offers', async () => {
    const { page, app } = await phones.openMiniApp({ installation, way: 'frame' })
    for (const [platform, name] of [
      ['Android', 'android'],
      ['Desktop', 'tdesktop'],
      ['Web', 'weba'],
      ['iOS', 'ios'],
    ] as const) {
      await choose(page, platform)
      await openDeveloper(app)
      await app.getByText(name, { exact: true }).waitFor()
    }
    await choose(page, '6.0')
    await openDeveloper(app)
    await app.getByText('6.0', { exact: true }).waitFor()
    await app.getByRole('button', { name: say('ru', 'app.back') }).click()
    await app.getByRole('heading', { level: 1, name: say('ru', 'settings.title') }).waitFor()
  })

  it('goes back by the button of the phone', async () => {
    const { page, app } = await phones.openMiniApp({ installation, way: 'frame' })
    await openDeveloper(app)
    await page.locator('#back').click()
    await app.getByRole('heading', { level: 1, name: say('ru', 'settings.title') }).waitFor()
  })

  it('hands out stale launch data when asked to, and the app says so', async () => {
    const phone = await phones.openMiniApp({
      installation,
      way: 'frame',
      persona: 'player-4',
      language: 'ru',
    })
    await tabBar(phone.app).waitFor()
    phone.problems.expect(/status of 401/)
    await phone.page.getByLabel('Данные запуска').selectOption('7200')
    await choose(phone.page, 'Moss')
    await phone.app.getByRole('heading', { name: say('ru', 'auth.reopen.title') }).waitFor()
    await phone.app.getByRole('button', { name: say('ru', 'auth.close') }).click()
    await phone.page.getByText('Приложение закрыто').waitFor()
  })

  it('makes a party of several tabs', async () => {
    const { page, context, app } = await phones.openMiniApp({ installation, persona: 'gm', way: 'frame' })
    await tabBar(app).waitFor()
    const opened = context.waitForEvent('page')
    await page.getByRole('link', { name: /Moss/ }).click()
    const tab = (await opened).frameLocator('#screen iframe')
    await openSettings(tab)
    await tab.getByRole('heading', { name: 'Moss', exact: true }).waitFor()
    await openSettings(app)
    await app.getByRole('heading', { name: 'Хранитель 🎲', exact: true }).waitFor()
  })
})
