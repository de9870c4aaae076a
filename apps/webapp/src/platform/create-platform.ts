import { createBrowserPlatform } from './browser-platform.ts'
import { takeLaunch } from './launch.ts'
import type { PlatformHost } from './platform.ts'
import { createTelegramBridge } from './telegram/bridge.ts'
import { createTelegramPlatform } from './telegram/telegram-platform.ts'
import { createWebStorage } from './web-storage.ts'

export interface Surroundings {
  host: PlatformHost
  /** Telegram user id of the launch data, unverified; tells whose cached sign-in is whose. */
  userId: string | null
}

/** Finds out where the app runs. Call it first of all: it takes the launch data out of the address. */
export function createPlatform(window: Window): Surroundings {
  const launch = takeLaunch({
    location: window.location,
    history: window.history,
    storage: openSessionStorage(window),
  })
  const cache = createWebStorage(() => window.localStorage)
  if (launch.version === null) {
    return { host: createBrowserPlatform({ launch, window, cache }), userId: null }
  }
  const preferredScheme = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  const bridge = createTelegramBridge()
  const tabStorage = createWebStorage(() => window.sessionStorage)
  return {
    host: createTelegramPlatform({ launch, bridge, fallbackStorage: cache, tabStorage, preferredScheme }),
    userId: launch.userId,
  }
}

function openSessionStorage(window: Window): Storage | null {
  try {
    return window.sessionStorage
  } catch {
    return null
  }
}
