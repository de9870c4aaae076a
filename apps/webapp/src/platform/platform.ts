import type { Readable, Release } from './readable.ts'
import type { Theme } from './theme.ts'

/** Distances, in CSS pixels, that the client's own controls take from each edge of the web view. */
export interface Edges {
  top: number
  right: number
  bottom: number
  left: number
}

/** Where content may go. `safe` avoids notches, `content` also avoids the client's own buttons. */
export interface Insets {
  safe: Edges
  content: Edges
  /** Height that does not jump while the sheet is dragged; null where the client does not tell. */
  viewportStableHeight: number | null
}

/** One press of a native button. */
export interface Action {
  label: string
  onPress: () => void
  /** The button is shown but refuses a press. */
  disabled?: boolean
  /** Work is under way: a spinner is shown and presses are refused. */
  busy?: boolean
}

export type ActionSlot = 'primary' | 'secondary'

export type HapticKind =
  | 'impact-light'
  | 'impact-medium'
  | 'impact-heavy'
  | 'success'
  | 'warning'
  | 'error'
  | 'selection'

/** A cache that may be emptied at any time. Failing reads answer null, failing writes are forgotten. */
export interface KeyValue {
  get(key: string): Promise<string | null>
  set(key: string, value: string): Promise<void>
  remove(key: string): Promise<void>
}

/** A message the server prepared with `savePreparedInlineMessage`; `text` and `url` serve clients without it. */
export interface PreparedMessage {
  id?: string
  text: string
  url: string
}

export type PayResult = 'paid' | 'pending' | 'cancelled' | 'failed' | 'unsupported'

/** What the surrounding client can do. Everything else works everywhere, if need be by our own means. */
export type Capability =
  | 'native-back'
  | 'native-primary'
  | 'native-secondary'
  | 'haptics'
  | 'confirm-closing'
  | 'share-message'
  | 'payments'
  | 'device-storage'
  | 'secure-storage'

/** The only way the app sees its surroundings. Nothing here throws, on any client. */
export interface Platform {
  /** What the app was opened with. `initDataRaw` exists in memory only, never in the address. */
  readonly launch: { initDataRaw?: string; startParam?: string; language?: string }
  readonly theme: Readable<Theme>
  readonly insets: Readable<Insets>
  /** False while the app is minimised or in another tab. */
  readonly visible: Readable<boolean>
  /** Takes the back button until released. A stack: the last one who pushed owns the button. */
  pushBack(onBack: () => void): Release
  /** Shows, changes or hides (null) one of the two bottom buttons. */
  setAction(slot: ActionSlot, action: Action | null): void
  /** Hides the client's own bottom buttons until released: they would lie over a dialogue of the app. */
  suspendActions(reason: string): Release
  /** Asks before closing while at least one reason is held. */
  holdClosing(reason: string): Release
  /** Keeps a vertical swipe from closing or minimising the app, where the swipe belongs to what is on the screen. */
  holdSwipes(reason: string): Release
  /** Puts the on-screen keyboard away, for input that was just sent. */
  hideKeyboard(): void
  haptic(kind: HapticKind): void
  readonly cache: KeyValue
  /** Encrypted storage; null where the client has none. */
  readonly secure: KeyValue | null
  /** True when the person sent the message. */
  share(message: PreparedMessage): Promise<boolean>
  openLink(url: string): void
  pay(invoice: string): Promise<PayResult>
  supports(capability: Capability): boolean
}

/** Buttons that the app draws itself, because the client has none of its own. */
export interface OwnControls {
  readonly back: Readable<(() => void) | null>
  readonly actions: Readable<Record<ActionSlot, Action | null>>
}

/** What the composition root gets beside the port. */
export interface PlatformHost {
  readonly name: 'telegram' | 'browser' | 'memory'
  readonly platform: Platform
  readonly ownControls: OwnControls
  /** Client and its version as the client names itself, for the sign-in list. */
  readonly client: { platform: string; version: string } | null
  /** Tells the client that the shell has painted. */
  ready(): void
  /** Closes the app where the client allows it. */
  close(): void
}

export const noEdges: Edges = { top: 0, right: 0, bottom: 0, left: 0 }
