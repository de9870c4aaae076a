import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { launchBrowser } from './launch-browser.ts'
import { type MiniAppOptions, openPhone, type Phone } from './phone.ts'

/**
 * One browser for the tests of a file; call it at the top. Phones opened in a test are closed after it. A test
 * whose phones had a problem that nobody expected fails, and a failed test leaves pictures of its phones.
 */
export function useBrowser() {
  let browser: Browser | undefined
  let phones: Phone[] = []

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser?.close())
  afterEach(async ({ task }) => {
    const opened = phones
    phones = []
    const problems = opened.flatMap((phone) => phone.problems.list())
    if (task.result?.state === 'fail' || problems.length > 0) await takePictures(opened, task.name)
    for (const phone of opened) await phone.close()
    expect(problems).toEqual([])
  })

  return {
    /** Opens the Mini App on a phone of its own. */
    async openMiniApp(options: MiniAppOptions): Promise<Phone> {
      if (browser === undefined)
        throw new Error('The browser is opened before the tests of a file, not earlier.')
      const phone = await openPhone(browser, options)
      phones.push(phone)
      return phone
    },
    /** The browser itself, for pages that are not the Mini App. */
    get browser(): Browser {
      if (browser === undefined)
        throw new Error('The browser is opened before the tests of a file, not earlier.')
      return browser
    },
  }
}

async function takePictures(phones: readonly Phone[], test: string): Promise<void> {
  const folder = await mkdtemp(join(process.env['RPG_TEST_PICTURES'] ?? tmpdir(), 'rpg-pictures-'))
  const pages = phones.flatMap((phone) => phone.context.pages())
  for (const [index, page] of pages.entries()) {
    const name = test.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)
    const path = join(folder, `${name}-${index + 1}.png`)
    const taken = await page.screenshot({ path, timeout: 5000 }).then(
      () => true,
      () => false,
    )
    if (taken) process.stderr.write(`Picture of a phone: ${path}\n`)
  }
}
