import { createBackStack } from './back-stack.ts'
import { noInsets } from './insets.ts'
import type {
  Action,
  ActionSlot,
  Capability,
  HapticKind,
  Insets,
  KeyValue,
  PayResult,
  Platform,
  PlatformHost,
  PreparedMessage,
} from './platform.ts'
import { createValue, type Value } from './readable.ts'
import { createReasons } from './reasons.ts'
import type { Theme } from './theme.ts'

export interface MemoryPlatformOptions {
  launch?: Platform['launch']
  capabilities?: readonly Capability[]
  scheme?: Theme['scheme']
  secure?: KeyValue | null
  payResult?: PayResult
}

export interface MemoryHost extends PlatformHost {
  readonly theme: Value<Theme>
  readonly insets: Value<Insets>
  readonly visible: Value<boolean>
  readonly actions: Value<Record<ActionSlot, Action | null>>
  /** What the app did, oldest first. */
  readonly log: {
    haptics: HapticKind[]
    shared: PreparedMessage[]
    opened: string[]
    paid: string[]
    ready: number
    closed: number
    keyboardsHidden: number
  }
  /** True while a reason against closing is held. */
  closingHeld(): boolean
  /** True while the client's bottom buttons are to stay away. */
  actionsSuspended(): boolean
  /** True while vertical swipes belong to the app. */
  swipesHeld(): boolean
  pressBack(): void
  pressAction(slot: ActionSlot): void
}

/** A `KeyValue` in memory, filled from `entries`. */
export function createMemoryStorage(
  entries: Record<string, string> = {},
): KeyValue & { map: Map<string, string> } {
  const map = new Map(Object.entries(entries))
  return {
    map,
    get: async (key) => map.get(key) ?? null,
    set: async (key, value) => void map.set(key, value),
    remove: async (key) => void map.delete(key),
  }
}

/** The port without any client, for component tests: it records what the app does and lets a test press. */
export function createMemoryPlatform(options: MemoryPlatformOptions = {}): MemoryHost {
  const theme = createValue<Theme>({ scheme: options.scheme ?? 'dark', colors: {} })
  const insets = createValue(noInsets)
  const visible = createValue(true)
  const actions = createValue<Record<ActionSlot, Action | null>>({ primary: null, secondary: null })
  const backs = createBackStack()
  const log: MemoryHost['log'] = {
    haptics: [],
    shared: [],
    opened: [],
    paid: [],
    ready: 0,
    closed: 0,
    keyboardsHidden: 0,
  }
  let held = false
  let suspended = false
  let swipes = false
  return {
    name: 'memory',
    theme,
    insets,
    visible,
    actions,
    log,
    platform: {
      launch: options.launch ?? {},
      theme,
      insets,
      visible,
      pushBack: backs.push,
      setAction: (slot, action) => actions.set({ ...actions.get(), [slot]: action }),
      holdClosing: createReasons((next) => {
        held = next
      }),
      suspendActions: createReasons((next) => {
        suspended = next
      }),
      holdSwipes: createReasons((next) => {
        swipes = next
      }),
      hideKeyboard() {
        log.keyboardsHidden += 1
      },
      haptic: (kind) => void log.haptics.push(kind),
      cache: createMemoryStorage(),
      secure: options.secure ?? null,
      async share(message) {
        log.shared.push(message)
        return true
      },
      openLink: (url) => void log.opened.push(url),
      async pay(invoice) {
        log.paid.push(invoice)
        return options.payResult ?? 'unsupported'
      },
      supports: (capability) => options.capabilities?.includes(capability) ?? false,
    },
    ownControls: { back: backs.top, actions },
    client: null,
    ready: () => {
      log.ready += 1
    },
    close: () => {
      log.closed += 1
    },
    closingHeld: () => held,
    actionsSuspended: () => suspended,
    swipesHeld: () => swipes,
    pressBack: () => backs.top.get()?.(),
    pressAction: (slot) => actions.get()[slot]?.onPress(),
  }
}
