import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useBrowser } from './support/browser.ts'
import { builtFiles, pageAddresses } from './support/build.ts'
import { startInstallation, type TestInstallation } from './support/installation.ts'
import { openSettings, tabBar } from './support/steps.ts'

let installation: TestInstallation
beforeAll(async () => {
  installation = await startInstallation()
})
afterAll(() => installation.stop())
const phones = useBrowser()

/** Words that only the simulator, its personas, mocks or test parts contain. */
const foreignWords = [
  'fakeTelegramClient',
  'telegram-sim',
  '/simulator',
  'simulator_launch_invalid',
  'Хранитель',
  'sim_keeper',
  'createTestParts',
  'mockServiceWorker',
  'kitchen-sink',
]

function foreignWordsIn(files: readonly (readonly [string, string])[]): string[] {
  return files.flatMap(([name, text]) =>
    foreignWords.filter((word) => text.includes(word)).map((word) => `${name}: ${word}`),
  )
}

describe('the built Mini App', () => {
  it('contains nothing of the simulator, of mocks or of tests', () => {
    const files = builtFiles()
    expect(files.length).toBeGreaterThan(5)
    expect(foreignWordsIn(files)).toEqual([])
  })

  it('would be caught with a piece of the simulator inside', () => {
    const leak = ['assets/x.js', 'window.fakeTelegramClient={}'] as const
    expect(foreignWordsIn([...builtFiles(), leak])).toEqual(['assets/x.js: fakeTelegramClient'])
  })

  it('fetches the page of a feature when it is opened, and not before', async () => {
    const pages = pageAddresses()
    const settings = pages.get('settings')
    const phone = await phones.openMiniApp({ installation, way: 'browser' })
    phone.problems.expect(/status of 401/)
    const fetched: string[] = []
    phone.context.on('request', (request) => fetched.push(new URL(request.url()).pathname))
    const visit = await phone.again({ way: 'native' })
    await tabBar(visit.app).waitFor()
    await visit.page.waitForLoadState('networkidle')
    const early = [...pages].filter(([, address]) => fetched.includes(address)).map(([feature]) => feature)
    // Where the app begins is fetched during the sign-in; nothing else is.
    expect(early).toHaveLength(1)
    expect(early).not.toContain('settings')
    await openSettings(visit.app)
    expect(fetched).toContain(settings)
    for (const [feature, address] of pages) {
      if (feature !== 'settings' && !early.includes(feature)) expect(fetched).not.toContain(address)
    }
  })

  it('is served with a policy that forbids inline and evaluated code', async () => {
    const response = await fetch(installation.url)
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/script-src 'self'(?:;|$)/)
    expect(policy).toContain('frame-ancestors')
    expect(policy).not.toMatch(/unsafe|\*|https?:\/\/(?!web\.telegram\.org)/)
    expect(response.headers.get('x-frame-options')).toBeNull()
  })
})
