import type { Platform } from './platform.ts'
import type { ThemeParams } from './theme.ts'

/** Distances in CSS pixels. */
export type Insets = {
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly left: number
}

/** The client being played, as it starts. */
export type ClientOptions = {
  readonly platform: Platform
  /** Version of the Mini App interface; newer methods are refused silently, as old clients do. */
  readonly version: string
  readonly theme: ThemeParams
  readonly insets?: { readonly safe?: Insets; readonly content?: Insets }
  readonly viewport?: { readonly width: number; readonly height: number; readonly expanded?: boolean }
  /** What the user answers; the defaults refuse what costs money or gives data away. */
  readonly answers?: Partial<ClientAnswers>
}

/** What the user answers to requests. */
export type ClientAnswers = {
  readonly writeAccess: 'allowed' | 'cancelled'
  readonly phone: 'sent' | 'cancelled'
  readonly invoice: 'paid' | 'cancelled' | 'failed' | 'pending'
  readonly share: 'sent' | 'declined'
  readonly clipboard: string | null
}

/** A call of the app, in order. */
export type ClientCall = {
  readonly method: string
  readonly data: Readonly<Record<string, unknown>>
  /** The client is too old for this method, or no client has it: nothing happened. */
  readonly refused: boolean
}

/** A native button at the bottom. */
export type ClientButton = {
  visible: boolean
  active: boolean
  progress: boolean
  text: string
  color: string | null
  textColor: string | null
}

/** What the client shows and remembers. */
export type ClientState = {
  ready: boolean
  closed: boolean
  expanded: boolean
  fullscreen: boolean
  visible: boolean
  backButton: boolean
  settingsButton: boolean
  closingConfirmation: boolean
  verticalSwipes: boolean
  headerColor: string | null
  backgroundColor: string | null
  bottomBarColor: string | null
  mainButton: ClientButton
  secondaryButton: ClientButton
  popup: Readonly<Record<string, unknown>> | null
  theme: ThemeParams
}

/** What the core needs from the page it lives in. */
export type ClientHost = {
  /** Delivers an event to the app. */
  readonly emit: (type: string, data?: unknown) => void
  /** Called after every change of the state. */
  readonly changed?: (state: ClientState, call: ClientCall | null) => void
  /** Keeps what the app stores, as one text, beyond a reload. */
  readonly load?: () => string | null
  readonly save?: (text: string) => void
}

/** The running client; methods without a call from the app are what the user or the system does. */
export type ClientCore = {
  readonly state: ClientState
  readonly calls: readonly ClientCall[]
  receive(method: string, data?: unknown): void
  emit(type: string, data?: unknown): void
  pressBack(): void
  pressMainButton(): void
  pressSecondaryButton(): void
  pressSettings(): void
  closePopup(buttonId?: string): void
  setTheme(theme: ThemeParams): void
  setViewport(viewport: { width: number; height: number }): void
  setInsets(insets: { safe?: Insets; content?: Insets }): void
  setVisible(visible: boolean): void
}
