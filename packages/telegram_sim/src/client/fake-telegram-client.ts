import type { ClientCore, ClientHost, ClientOptions } from './client-types.ts'
import { createClientCore } from './create-client-core.ts'
import { methodVersions } from './method-versions.ts'

/** Name of the running client on `window`, for tests to look at and to press buttons. */
export const fakeClientGlobal = 'fakeTelegramClient'

/** The client as tests find it on `window`. */
export type FakeTelegramClient = ClientCore

/**
 * A browser script that plays a Telegram client around the page it runs in: the app calls
 * `TelegramWebviewProxy.postEvent` and is answered through `Telegram.WebView.receiveEvent`, as in native
 * clients. Run it before the app, for instance with Playwright's `addInitScript({ content })`.
 *
 * `window.fakeTelegramClient` then has `calls`, `state`, `pressBack()`, `setTheme(…)` and the rest of
 * `ClientCore`. What the app stores survives reloads in `localStorage`.
 */
export function fakeTelegramClient(options: ClientOptions): string {
  const create = `(options, host) => (${createClientCore.toString()})(options, host, ${toScript(methodVersions)})`
  return `(${install.toString()})(${create}, ${toScript(options)}, ${toScript(fakeClientGlobal)})`
}

/** The core as the source of a module that exports `createClientCore`, for pages of our own. */
export function clientCoreModule(): string {
  return [
    `const create = ${createClientCore.toString()}`,
    `export const createClientCore = (options, host) => create(options, host, ${toScript(methodVersions)})`,
    '',
  ].join('\n')
}

function toScript(value: unknown): string {
  // "<" could end a script element; the separators end a line in old engines.
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/gu,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

type CreateCore = (options: ClientOptions, host: ClientHost) => ClientCore

type Page = {
  TelegramWebviewProxy?: { postEvent(type: string, json?: string): void }
  Telegram?: { WebView?: { receiveEvent?(type: string, data?: unknown): void } }
  localStorage?: { getItem(key: string): string | null; setItem(key: string, value: string): void }
} & Record<string, unknown>

// Runs in the browser, from its text: it stands alone.
function install(createCore: CreateCore, options: ClientOptions, globalName: string): void {
  const page = globalThis as unknown as Page
  const key = 'telegram-sim:client'
  const memory = new Map<string, string>()
  // A page without an origin of its own (about:blank) refuses storage by an exception.
  const storage = () => {
    try {
      return page.localStorage
    } catch {
      return undefined
    }
  }
  const core = createCore(options, {
    // Later, as in a client of another process: nobody gets an answer inside of the question.
    emit: (type, data) => {
      setTimeout(() => page.Telegram?.WebView?.receiveEvent?.(type, data), 0)
    },
    load: () => storage()?.getItem(key) ?? memory.get(key) ?? null,
    save: (text) => {
      memory.set(key, text)
      storage()?.setItem(key, text)
    },
  })
  page.TelegramWebviewProxy = {
    postEvent: (type, json) =>
      core.receive(type, json === undefined || json === '' ? undefined : JSON.parse(json)),
  }
  page[globalName] = core
}
