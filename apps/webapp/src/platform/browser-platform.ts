import { createBackStack } from './back-stack.ts'
import { noInsets } from './insets.ts'
import type { Launch } from './launch.ts'
import type { Action, ActionSlot, KeyValue, PlatformHost } from './platform.ts'
import { createValue } from './readable.ts'
import { createReasons } from './reasons.ts'
import { readTheme, type Scheme } from './theme.ts'

export interface BrowserPlatformOptions {
  launch: Launch
  window: Window
  cache: KeyValue
}

/** The app in a plain browser: its own buttons, the system's colour scheme, web storage. */
export function createBrowserPlatform({ launch, window, cache }: BrowserPlatformOptions): PlatformHost {
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const scheme = (): Scheme => (dark.matches ? 'dark' : 'light')
  const theme = createValue(readTheme(null, scheme()))
  dark.addEventListener('change', () => theme.set(readTheme(null, scheme())))

  const visible = createValue(window.document.visibilityState !== 'hidden')
  window.document.addEventListener('visibilitychange', () =>
    visible.set(window.document.visibilityState !== 'hidden'),
  )

  const backs = createBackStack()
  const actions = createValue<Record<ActionSlot, Action | null>>({ primary: null, secondary: null })
  const warn = (event: BeforeUnloadEvent) => event.preventDefault()

  return {
    name: 'browser',
    platform: {
      launch: {
        ...(launch.startParam !== null && { startParam: launch.startParam }),
        language: launch.language ?? window.navigator.language,
      },
      theme,
      insets: createValue(noInsets),
      visible,
      pushBack: backs.push,
      setAction: (slot, action) => actions.set({ ...actions.get(), [slot]: action }),
      // Our own buttons lie below a dialogue already, and there is no gesture or keyboard to speak of.
      suspendActions: () => () => undefined,
      holdSwipes: () => () => undefined,
      hideKeyboard: () => undefined,
      holdClosing: createReasons((held) => {
        if (held) window.addEventListener('beforeunload', warn)
        else window.removeEventListener('beforeunload', warn)
      }),
      haptic: () => undefined,
      cache,
      secure: null,
      async share({ text, url }) {
        try {
          if (typeof window.navigator.share === 'function') await window.navigator.share({ text, url })
          else await window.navigator.clipboard.writeText(`${text}\n${url}`)
          return true
        } catch {
          // The person closed the dialogue, or the browser forbids both ways.
          return false
        }
      },
      openLink: (url) => void window.open(url, '_blank', 'noopener,noreferrer'),
      pay: async () => 'unsupported',
      supports: (capability) => capability === 'confirm-closing',
    },
    ownControls: { back: backs.top, actions },
    client: null,
    ready: () => undefined,
    close: () => undefined,
  }
}
