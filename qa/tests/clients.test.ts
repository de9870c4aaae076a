import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useBrowser } from './support/browser.ts'
import { startInstallation, type TestInstallation } from './support/installation.ts'
import { allCombinations, pairsOf, pairwise } from './support/pairwise.ts'
import { inkOf, openDeveloper, screenTitle, tabBar } from './support/steps.ts'
import { until } from './support/until.ts'
import { say } from './support/words.ts'

let installation: TestInstallation
beforeAll(async () => {
  installation = await startInstallation()
})
afterAll(() => installation.stop())
const phones = useBrowser()

const dimensions = {
  platform: ['ios', 'android', 'tdesktop', 'web'],
  version: ['6.0', '8.0', '9.6'],
  theme: ['light', 'dark'],
  language: ['ru', 'en'],
} as const
/** Pairs on every change, everything when asked for. */
const everything = process.env['RPG_TEST_MATRIX'] === 'full'
const combinations = everything ? allCombinations(dimensions) : pairwise(dimensions)

describe('every client', () => {
  it('meets every version, theme and language at least once', () => {
    const met = new Set(combinations.flatMap(pairsOf))
    expect(
      allCombinations(dimensions)
        .flatMap(pairsOf)
        .filter((pair) => !met.has(pair)),
    ).toEqual([])
    expect(combinations.length).toBeLessThanOrEqual(everything ? 48 : 14)
  })

  it.each(combinations)(
    '$platform $version, $theme, $language: signs in, obeys and goes back',
    async (client) => {
      const { platform, version, theme, language } = client
      // The web client shows the app in a frame, all others in a web view of their own.
      const way = platform === 'web' ? 'frame' : 'native'
      const phone = await phones.openMiniApp({ installation, persona: 'player-4', ...client, way })
      await tabBar(phone.app, language).waitFor()
      const root = phone.app.locator('html')
      expect(await root.getAttribute('data-scheme')).toBe(theme)
      expect(await root.getAttribute('lang')).toBe(language)
      await openDeveloper(phone.app, language)
      await phone.app.getByText(version, { exact: true }).waitFor()
      // The first version has no back button: the app draws its own, and only then.
      const ownBack = phone.app.getByRole('button', { name: say(language, 'app.back') })
      if (version === '6.0') await ownBack.click()
      else {
        expect(await ownBack.count()).toBe(0)
        if (way === 'frame') await phone.page.locator('#back').click()
        else await phone.client.pressBack()
      }
      await screenTitle(phone.app, say(language, 'settings.title')).waitFor()
      if (version === '6.0') await ownBack.waitFor({ state: 'detached' })
      else if (way === 'native') await until(async () => !(await phone.client.state()).backButton)
    },
  )
})

describe('a change of the theme', () => {
  it('is followed at once, without losing the place', async () => {
    const client = { platform: 'android', version: '9.6' } as const
    const phone = await phones.openMiniApp({ installation, ...client, theme: 'light' })
    await openDeveloper(phone.app)
    const title = screenTitle(phone.app, say('ru', 'settings.developer.title'))
    const ink = () => inkOf(title)
    const day = await ink()
    await phone.client.setTheme({ ...client, scheme: 'dark' })
    await until(async () => (await ink()) !== day)
    expect(await phone.app.locator('html').getAttribute('data-scheme')).toBe('dark')
    await phone.client.setTheme({ ...client, scheme: 'light' })
    await until(async () => (await ink()) === day)
  })
})
