import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from 'playwright-core'

/** One visit with a cold cache, in milliseconds since the navigation began. */
export interface Sample {
  /** Until the awaited element was painted. */
  readonly shown: number
  /** Bytes of all answers as they came over the line. */
  readonly bytes: number
}

/** A phone of the lower middle class on a weak line. */
export interface Conditions {
  readonly cpuSlowdown: number
  readonly bitsPerSecond: number
  readonly roundTripMs: number
}

/** What to open, and which element says that it is there. */
export interface Target {
  readonly url: string
  readonly selector: string
  /** Runs before the page's own scripts. */
  readonly script?: string
}

/** Function of the page that takes the time. */
const tellShown = 'tellShown'

/** Notes when the element is painted: two frames after it came into being, as the page's own clock says. */
const watch = (selector: string) => `(() => {
  const observer = new MutationObserver(() => {
    if (document.querySelector(${JSON.stringify(selector)}) === null) return
    observer.disconnect()
    requestAnimationFrame(() => requestAnimationFrame(() => { window.${tellShown}(performance.now()) }))
  })
  observer.observe(document, { childList: true, subtree: true })
})()`

/** Opens a page in a fresh profile under the given conditions. */
export async function measureVisit(
  browser: Browser,
  { url, selector, script }: Target,
  conditions: Conditions,
): Promise<Sample> {
  const context = await browser.newContext({ viewport: { width: 390, height: 780 }, hasTouch: true })
  try {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: conditions.roundTripMs,
      downloadThroughput: conditions.bitsPerSecond / 8,
      uploadThroughput: conditions.bitsPerSecond / 8,
    })
    await session.send('Emulation.setCPUThrottlingRate', { rate: conditions.cpuSlowdown })
    let bytes = 0
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
    })
    const shown = Promise.withResolvers<number>()
    await page.exposeFunction(tellShown, shown.resolve)
    if (script !== undefined) await page.addInitScript({ content: script })
    await page.addInitScript({ content: watch(selector) })
    await page.goto(url)
    return { shown: await inTime(shown.promise), bytes }
  } finally {
    await context.close()
  }
}

/** What never shows up would otherwise be waited for without end. */
async function inTime(shown: Promise<number>): Promise<number> {
  const timer = new AbortController()
  const late = sleep(30_000, undefined, { signal: timer.signal }).then(() => {
    throw new Error('The page did not show what was waited for within 30 s.')
  })
  try {
    return await Promise.race([shown, late])
  } finally {
    late.catch(() => undefined)
    timer.abort()
  }
}
