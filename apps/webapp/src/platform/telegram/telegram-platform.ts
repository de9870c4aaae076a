import { createBackStack } from '../back-stack.ts'
import { noInsets, readEdges } from '../insets.ts'
import type { Launch } from '../launch.ts'
import type { Action, ActionSlot, Capability, KeyValue, Platform, PlatformHost } from '../platform.ts'
import { createValue } from '../readable.ts'
import { createReasons } from '../reasons.ts'
import { readTheme, type Scheme } from '../theme.ts'
import { field } from './ask.ts'
import type { Bridge } from './bridge.ts'
import { type ActionButton, createNativeButton } from './buttons.ts'
import { createClientStorage } from './client-storage.ts'
import { hapticParams } from './haptics.ts'
import { openTelegramLink, payInvoice, shareMessage } from './outgoing.ts'

export interface TelegramPlatformOptions {
  launch: Launch
  bridge: Bridge
  /** Used where the client has no storage of its own. */
  fallbackStorage: KeyValue
  /** The same for secrets: it ends with the tab. */
  tabStorage: KeyValue
  /** Used until the client tells its colours. */
  preferredScheme: Scheme
}

export interface TelegramHost extends PlatformHost {
  /** Posts a bridge method that the port does not know yet. Unknown methods are ignored by clients. */
  post(method: string, params?: Record<string, unknown>): void
}

/** The method behind each capability; its first version is known to the bridge. */
const methods: Record<Capability, string> = {
  'native-back': 'web_app_setup_back_button',
  'native-primary': 'web_app_setup_main_button',
  'native-secondary': 'web_app_setup_secondary_button',
  haptics: 'web_app_trigger_haptic_feedback',
  'confirm-closing': 'web_app_setup_closing_behavior',
  'share-message': 'web_app_send_prepared_message',
  payments: 'web_app_open_invoice',
  'device-storage': 'web_app_device_storage_save_key',
  'secure-storage': 'web_app_secure_storage_save_key',
}

/** The app inside Telegram. Clients from 6.0 on work; what an old one lacks, the app draws or leaves out. */
export function createTelegramPlatform(options: TelegramPlatformOptions): TelegramHost {
  const { launch, bridge, fallbackStorage, tabStorage, preferredScheme } = options
  const version = launch.version ?? '6.0'
  const supports = (capability: Capability) => bridge.supports(methods[capability], version)
  const postIf = (method: string, params?: Record<string, unknown>) => {
    if (bridge.supports(method, version)) bridge.post(method, params)
  }

  const theme = createValue(readTheme(launch.themeParams, preferredScheme))
  bridge.on('theme_changed', (payload) => {
    theme.set(readTheme(field(payload, 'theme_params'), preferredScheme))
  })

  const insets = createValue(noInsets)
  bridge.on('safe_area_changed', (payload) => insets.set({ ...insets.get(), safe: readEdges(payload) }))
  bridge.on('content_safe_area_changed', (payload) =>
    insets.set({ ...insets.get(), content: readEdges(payload) }),
  )
  bridge.on('viewport_changed', (payload) => {
    const height = field(payload, 'height')
    if (field(payload, 'is_state_stable') === true && typeof height === 'number') {
      insets.set({ ...insets.get(), viewportStableHeight: height })
    }
  })

  const visible = createValue(true)
  bridge.on('visibility_changed', (payload) => visible.set(field(payload, 'is_visible') !== false))

  const backs = createBackStack()
  const nativeBack = supports('native-back')
  if (nativeBack) {
    bridge.on('back_button_pressed', () => backs.top.get()?.())
    let shown = false
    backs.top.subscribe(() => {
      const wanted = backs.top.get() !== null
      if (wanted !== shown) bridge.post(methods['native-back'], { is_visible: wanted })
      shown = wanted
    })
  }

  const ownActions = createValue<Record<ActionSlot, Action | null>>({ primary: null, secondary: null })
  const native: Partial<Record<ActionSlot, ActionButton>> = {
    ...(supports('native-primary') && { primary: createNativeButton(bridge, 'primary') }),
    ...(supports('native-secondary') && { secondary: createNativeButton(bridge, 'secondary') }),
  }

  const platform: Platform = {
    launch: {
      ...(launch.initDataRaw !== null && { initDataRaw: launch.initDataRaw }),
      ...(launch.startParam !== null && { startParam: launch.startParam }),
      ...(launch.language !== null && { language: launch.language }),
    },
    theme,
    insets,
    visible,
    pushBack: backs.push,
    setAction(slot, action) {
      const button = native[slot]
      if (button !== undefined) button.show(action)
      else ownActions.set({ ...ownActions.get(), [slot]: action })
    },
    suspendActions: createReasons((held) => {
      native.primary?.suspend(held)
      native.secondary?.suspend(held)
    }),
    holdClosing: createReasons((held) =>
      postIf('web_app_setup_closing_behavior', { need_confirmation: held }),
    ),
    holdSwipes: createReasons((held) =>
      postIf('web_app_setup_swipe_behavior', { allow_vertical_swipe: !held }),
    ),
    hideKeyboard: () => postIf('web_app_hide_keyboard'),
    haptic: (kind) => postIf('web_app_trigger_haptic_feedback', hapticParams[kind]),
    cache: supports('device-storage')
      ? createClientStorage({ bridge, kind: 'device', fallback: fallbackStorage })
      : fallbackStorage,
    secure: supports('secure-storage')
      ? createClientStorage({ bridge, kind: 'secure', fallback: tabStorage })
      : null,
    share: (message) => shareMessage({ bridge, version }, message),
    openLink: (url) => openTelegramLink({ bridge, version }, url),
    pay: async (invoice) => (supports('payments') ? await payInvoice(bridge, invoice) : 'unsupported'),
    supports,
  }

  // Ask for what the client tells only when asked.
  bridge.post('web_app_request_theme')
  bridge.post('web_app_request_viewport')
  postIf('web_app_request_safe_area')
  postIf('web_app_request_content_safe_area')

  return {
    name: 'telegram',
    platform,
    ownControls: { back: nativeBack ? createValue(null) : backs.top, actions: ownActions },
    client: { platform: launch.platform ?? 'unknown', version },
    ready() {
      bridge.post('web_app_ready')
      bridge.post('web_app_expand')
    },
    close: () => bridge.post('web_app_close'),
    post: bridge.post,
  }
}
