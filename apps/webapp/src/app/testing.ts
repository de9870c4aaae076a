import { QueryClient } from '@tanstack/react-query'
import { featureMessages, shellMessages } from '../i18n/catalogs.ts'
import type { Locale } from '../i18n/locale.ts'
import { createTexts } from '../i18n/texts.ts'
import {
  createMemoryPlatform,
  type MemoryHost,
  type MemoryPlatformOptions,
} from '../platform/memory-platform.ts'
import { createValue, type Value } from '../platform/readable.ts'
import { createToastStore } from '../ui/toast-store.ts'
import type { AppParts } from './app.tsx'
import type { AuthController } from './auth/auth-controller.ts'
import { type AuthState, nextAuthState } from './auth/auth-state.ts'
import { createCapabilityStore } from './features/capabilities.ts'
import { registry } from './features/registry.ts'
import { createOfflineParty } from './offline-party.ts'
import { createPreferencesStore } from './preferences.ts'
import type { ApiPort, ConnectionState, Me, PartyPort } from './services.ts'
import { createRecentTelemetry, type RecentTelemetry } from './telemetry.ts'

export interface TestPartsOptions {
  locale?: Locale
  state?: AuthState
  platform?: MemoryPlatformOptions
  api?: Partial<ApiPort>
  connection?: ConnectionState
}

export interface TestParts extends AppParts {
  host: MemoryHost
  authState: Value<AuthState>
  telemetry: RecentTelemetry
  connection: Value<ConnectionState>
}

/** The person of tests and of the kitchen sink. */
export const testPerson: Me = {
  id: '01900000-0000-7000-8000-00000000a11c',
  displayName: 'Марта Ветрова',
  username: 'marta',
  locale: null,
}

/** Every part of the app without a server or a client, signed in unless told otherwise. */
export function createTestParts(options: TestPartsOptions = {}): TestParts {
  const { locale = 'en', state = { status: 'signed-in', means: { launch: true, stored: true } } } = options
  const host = createMemoryPlatform(options.platform)
  const texts = createTexts({ shell: shellMessages, feature: featureMessages }, locale)
  const authState = createValue<AuthState>(state)
  const connection = createValue<ConnectionState>(options.connection ?? 'idle')
  const telemetry = createRecentTelemetry(() => 0)
  const auth: AuthController = {
    state: authState,
    me: createValue<Me | null>(testPerson),
    start: async () => undefined,
    send: (event) => authState.set(nextAuthState(authState.get(), event)),
    signOut: async () => authState.set(nextAuthState(authState.get(), { type: 'left' })),
  }
  const party: PartyPort = { ...createOfflineParty(), connection }
  return {
    host,
    texts,
    auth,
    authState,
    telemetry,
    connection,
    services: { api: createTestApi(options.api), party, telemetry },
    registry,
    queries: new QueryClient({ defaultOptions: { queries: { retry: false } } }),
    toasts: createToastStore(() => undefined),
    capabilities: createCapabilityStore(),
    preferences: createPreferencesStore({ texts, cache: host.platform.cache, language: locale }),
  }
}

function createTestApi(overrides: Partial<ApiPort> = {}): ApiPort {
  const signIn = (id: string, platform: string, current: boolean) => ({
    id,
    platform,
    current,
    clientVersion: '9.6',
    createdAt: '2026-11-20T18:00:00Z',
    lastUsedAt: '2026-11-24T18:30:00Z',
  })
  return {
    status: async () => ({ status: 'ok' }),
    me: async () => testPerson,
    setLocale: async (locale) => ({ ...testPerson, locale }),
    signIns: async () => [
      signIn('one', 'ios', true),
      signIn('two', 'tdesktop', false),
      signIn('three', 'weba', false),
    ],
    revokeSignIn: async () => undefined,
    ...overrides,
  }
}
