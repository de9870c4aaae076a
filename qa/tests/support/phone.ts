import {
  type ClientAnswers,
  type ClientCall,
  type ClientState,
  type ColorScheme,
  fakeClientGlobal,
  fakeTelegramClient,
  type Insets,
  type Platform,
  themeParams,
} from '@rpg-bot/telegram_sim'
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core'
import type { TestInstallation } from './installation.ts'
import type { Line } from './line.ts'
import { type Problems, watchProblems } from './problems.ts'
import type { Language } from './words.ts'

/** How the Mini App is opened. What is left out is a Russian iPhone by day, with a recent client. */
export interface MiniAppOptions {
  readonly installation: TestInstallation
  readonly persona?: string
  readonly platform?: Platform
  readonly version?: string
  readonly theme?: ColorScheme
  readonly language?: Language
  readonly startParam?: string
  /** Age of the launch data in seconds; negative lies in the future. */
  readonly age?: number
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly insets?: { readonly safe?: Insets; readonly content?: Insets }
  readonly answers?: Partial<ClientAnswers>
  /** `frame`: in the phone of the simulator page. `browser`: outside Telegram. */
  readonly way?: 'native' | 'frame' | 'browser'
  /** A line of its own to the installation; its address is the origin of the pages. */
  readonly line?: Line
  /** Changes the launch address before it is opened. */
  readonly alter?: (url: string) => string
}

/** Where to look for things: a page, or the frame in it. */
export type Screen = Page | FrameLocator

/** One phone with the Mini App open. */
export type Phone = Awaited<ReturnType<typeof openPhone>>

const phoneSize = { width: 390, height: 780 }

/** Opens the Mini App on a phone of its own: nothing is shared with the other phones of the test. */
export async function openPhone(browser: Browser, options: MiniAppOptions) {
  const { installation, theme = 'light', language = 'ru', viewport = phoneSize } = options
  const origin = options.line?.url ?? installation.url
  const context = await browser.newContext({
    baseURL: origin,
    viewport: options.way === 'frame' ? { width: 1280, height: 900 } : viewport,
    hasTouch: true,
    // Telegram's own choices must win over those of the system, so the system says the opposite.
    locale: language === 'ru' ? 'en-GB' : 'ru-RU',
    colorScheme: theme === 'light' ? 'dark' : 'light',
    ...(options.way === 'browser' && { locale: language, colorScheme: theme }),
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  })
  context.setDefaultTimeout(10_000)
  const problems = await watchProblems(context, origin)
  return { ...(await openIn(context, options)), context, problems, close: () => context.close(), again }

  /** The same phone opens the app once more, after its old page was closed: what it stored is still there. */
  async function again(change: Partial<MiniAppOptions> = {}): Promise<Visit> {
    for (const page of context.pages()) await page.close()
    return openIn(context, { ...options, ...change })
  }
}

/** One visit of the app on a phone. */
export type Visit = Awaited<ReturnType<typeof openIn>>

async function openIn(context: BrowserContext, options: MiniAppOptions) {
  const page = await context.newPage()
  const way = options.way ?? 'native'
  if (way === 'native') await page.addInitScript({ content: fakeTelegramClient(clientOf(options)) })
  await page.goto(await addressOf(options))
  const app: Screen = way === 'frame' ? page.frameLocator('#screen iframe') : page
  return { page, app, client: clientIn(page) }
}

async function addressOf(options: MiniAppOptions): Promise<string> {
  const { installation, way = 'native', alter = (url: string) => url } = options
  if (way === 'browser') return alter('/')
  const query = launchQuery(options)
  if (way === 'frame') return alter(`/simulator?${query}`)
  const answer = await fetch(`${installation.url}/simulator/launch?${query}`)
  if (!answer.ok) throw new Error(`The simulator refused: ${await answer.text()}`)
  return alter(((await answer.json()) as { url: string }).url)
}

function launchQuery(options: MiniAppOptions): URLSearchParams {
  const { persona = 'player-1', platform = 'ios', version = '9.6', theme = 'light' } = options
  const { language = 'ru', startParam, age } = options
  return new URLSearchParams({
    persona,
    platform,
    version,
    theme,
    language,
    ...(startParam !== undefined && { start_param: startParam }),
    ...(age !== undefined && { age: String(age) }),
  })
}

function clientOf(options: MiniAppOptions) {
  const { platform = 'ios', version = '9.6', theme: scheme = 'light', insets, answers } = options
  return {
    platform,
    version,
    theme: themeParams({ platform, version, scheme }),
    viewport: options.viewport ?? phoneSize,
    ...(insets !== undefined && { insets }),
    ...(answers !== undefined && { answers }),
  }
}

/** The client around the app, from the side of the person who holds the phone. */
function clientIn(page: Page) {
  const read = <Value>(expression: string): Promise<Value> =>
    page.evaluate(`globalThis.${fakeClientGlobal}.${expression}`)
  return {
    state: () => read<ClientState>('state'),
    calls: () => read<readonly ClientCall[]>('calls'),
    pressBack: () => read<void>('pressBack()'),
    pressMainButton: () => read<void>('pressMainButton()'),
    pressSecondaryButton: () => read<void>('pressSecondaryButton()'),
    setVisible: (visible: boolean) => read<void>(`setVisible(${visible})`),
    setTheme: (client: { platform: Platform; version: string; scheme: ColorScheme }) =>
      read<void>(`setTheme(${JSON.stringify(themeParams(client))})`),
  }
}

export type { Problems }
