import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useBrowser } from './support/browser.ts'
import { startInstallation, type TestInstallation } from './support/installation.ts'
import type { Visit } from './support/phone.ts'
import { screenTitle, tabBar } from './support/steps.ts'
import { aliveAt } from './support/table.ts'
import { type Language, say } from './support/words.ts'

let installation: TestInstallation
beforeAll(async () => {
  installation = await startInstallation()
})
afterAll(() => installation.stop())
const phones = useBrowser()

/** The narrowest phone that is still in use. */
const narrow = { width: 320, height: 640 }

interface Sample {
  readonly campaign: string
  readonly hero: string
}

interface Place {
  readonly name: string
  readonly path: (sample: Sample) => string
  /** What to wait for, or to do, beyond opening the address. */
  readonly arrive: (visit: Visit, language: Language) => Promise<void>
}

const title =
  (id: string) =>
  ({ app }: Visit, language: Language) =>
    screenTitle(app, say(language, id)).waitFor()

const anyTitle = ({ app }: Visit) => app.getByRole('heading', { level: 1 }).waitFor()

const places: readonly Place[] = [
  { name: 'campaigns', path: () => '/campaigns', arrive: title('campaigns.title') },
  { name: 'a new campaign', path: () => '/campaigns/new', arrive: title('campaigns.new.title') },
  { name: 'a campaign', path: ({ campaign }) => `/campaigns/${campaign}`, arrive: anyTitle },
  {
    name: 'its members',
    path: ({ campaign }) => `/campaigns/${campaign}/members`,
    arrive: title('campaigns.members.title'),
  },
  {
    name: 'its invitations',
    path: ({ campaign }) => `/campaigns/${campaign}/invites`,
    arrive: title('campaigns.invites.title'),
  },
  {
    name: 'the table',
    path: ({ campaign }) => `/party/${campaign}`,
    arrive: ({ app }, language) => aliveAt(app, language),
  },
  {
    name: 'the dice tray',
    path: ({ campaign }) => `/party/${campaign}`,
    arrive: async ({ app }, language) => {
      await aliveAt(app, language)
      await app.getByRole('button', { name: say(language, 'party.compose.dice') }).click()
      await app.getByRole('dialog').waitFor()
    },
  },
  { name: 'heroes', path: () => '/character', arrive: anyTitle },
  {
    name: 'a sheet',
    path: ({ campaign, hero }) => `/character/${campaign}/${hero}`,
    arrive: ({ app }) => screenTitle(app, 'Веста Сольная').waitFor(),
  },
  {
    name: 'a sheet being written',
    path: ({ campaign, hero }) => `/character/${campaign}/${hero}/edit`,
    arrive: ({ app }, language) => app.getByLabel(say(language, 'character.name'), { exact: true }).waitFor(),
  },
  { name: 'settings', path: () => '/settings', arrive: title('settings.title') },
  { name: 'sign-ins', path: () => '/settings/sign-ins', arrive: title('settings.sign-ins.title') },
  { name: 'developers', path: () => '/settings/developer', arrive: title('settings.developer.title') },
  { name: 'no such page', path: () => '/nowhere', arrive: ({ app }) => app.getByRole('heading').waitFor() },
]

async function sampleOf(): Promise<Sample> {
  const master = await installation.signIn('gm')
  const [campaign] = (await master.campaigns.list()).items
  const path = { campaignId: campaign?.id ?? '' }
  const heroes = (await master.characters.list({ path })).items
  const hero = heroes.find(({ name }) => name === 'Веста Сольная')
  return { campaign: path.campaignId, hero: hero?.id ?? expect.fail('The sample world has no Vesta.') }
}

/** What is wrong with a page for people who read by ear, by keys or with weak eyes. */
async function faultsOf({ page }: Visit): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`),
    )
}

/** How many pixels of a page stick out to the side. */
function overhangOf({ page }: Visit): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
}

describe.each([
  ['light', 'ru', 'ios'],
  ['dark', 'en', 'android'],
] as const)('every screen in the %s theme, in %s, 320 pixels wide', (theme, language, platform) => {
  it('has no serious fault for readers, and never scrolls sideways', async () => {
    const sample = await sampleOf()
    const client = { theme, language, platform, viewport: narrow }
    const phone = await phones.openMiniApp({ installation, persona: 'gm', ...client })
    await tabBar(phone.app, language).waitFor()
    const faults: string[] = []
    for (const { name, path, arrive } of places) {
      await phone.page.goto(path(sample))
      await arrive(phone, language)
      await phone.page.waitForLoadState('networkidle')
      expect(await phone.app.locator('html').getAttribute('data-scheme')).toBe(theme)
      for (const fault of await faultsOf(phone)) faults.push(`${name}: ${fault}`)
      const overhang = await overhangOf(phone)
      if (overhang > 0) faults.push(`${name}: sticks out by ${overhang} px`)
    }
    expect(faults).toEqual([])
  })

  it('is as good before the door', async () => {
    const phone = await phones.openMiniApp({
      installation,
      language,
      theme,
      way: 'browser',
      viewport: narrow,
    })
    await phone.app.getByRole('alert').waitFor()
    expect([...(await faultsOf(phone)), await overhangOf(phone)]).toEqual([0])
    phone.problems.expect(/status of 401/)
    const visit = await phone.again({ way: 'native', persona: 'player-4', age: 7200, platform })
    await visit.app.getByRole('alert').waitFor()
    expect([...(await faultsOf(visit)), await overhangOf(visit)]).toEqual([0])
  })
})

describe('the check itself', () => {
  it('finds a picture without words and a page that is too wide', async () => {
    const phone = await phones.openMiniApp({ installation, way: 'browser', viewport: narrow })
    await phone.app.getByRole('alert').waitFor()
    await phone.page.evaluate(`document.body.insertAdjacentHTML('beforeend',
      '<img src="/icon.svg" width="900"><button></button>')`)
    const faults = (await faultsOf(phone)).join('\n')
    expect(faults).toContain('image-alt')
    expect(faults).toContain('button-name')
    expect(await overhangOf(phone)).toBeGreaterThan(0)
  })
})
