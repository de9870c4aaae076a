import { createRpgClient } from '@rpg-bot/rpg_sdk'
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
import { type Contract, createContract } from './contract-check.ts'
import { createCapabilityStore } from './features/capabilities.ts'
import { registry } from './features/registry.ts'
import { createPreferencesStore } from './preferences.ts'
import type { ConnectionState, Me, PartyPort } from './services.ts'
import { createRecentTelemetry, type RecentTelemetry } from './telemetry.ts'

export interface TestPartsOptions {
  locale?: Locale
  state?: AuthState
  platform?: MemoryPlatformOptions
  /**
   * Bodies by method and path, such as `{ 'GET /v1/status': { … } }`; they join the usual answers. A problem
   * document is answered with its own status.
   */
  answers?: Record<string, unknown>
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
  languageCode: 'ru',
  createdAt: '2026-11-01T18:00:00Z',
  updatedAt: '2026-11-01T18:00:00Z',
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
  const contract = createContract()
  const party: PartyPort = {
    connection,
    client: () => Promise.reject(new Error('These parts have no party client.')),
  }
  return {
    host,
    texts,
    auth,
    authState,
    telemetry,
    connection,
    services: { api: createTestApi(contract, options.answers), party, telemetry, contract },
    registry,
    queries: new QueryClient({ defaultOptions: { queries: { retry: false } } }),
    toasts: createToastStore(() => undefined),
    capabilities: createCapabilityStore(),
    preferences: createPreferencesStore({ texts, cache: host.platform.cache, language: locale }),
  }
}

/** The SDK over answers from a table; what is not in it is a 404. */
function createTestApi({ check }: Contract, answers: Record<string, unknown> = {}) {
  const signIn = (id: string, platform: string, current: boolean) => ({
    id,
    platform,
    current,
    clientVersion: '9.6',
    createdAt: '2026-11-20T18:00:00Z',
    lastUsedAt: '2026-11-24T18:30:00Z',
    expiresAt: '2026-12-20T18:00:00Z',
  })
  const table: Record<string, unknown> = {
    'GET /v1/status': { status: 'ok', version: '1', time: '2026-11-24T18:30:00Z', checks: [] },
    'GET /v1/users/me': testPerson,
    'PATCH /v1/users/me': testPerson,
    'GET /v1/auth/sign-ins': {
      items: [signIn('one', 'ios', true), signIn('two', 'tdesktop', false), signIn('three', 'weba', false)],
      nextCursor: null,
    },
    ...answers,
  }
  return createRpgClient({
    baseUrl: 'https://api.example',
    auth: { accessToken: async () => 'token' },
    maxRetries: 0,
    check,
    fetch: async (input, init) => {
      const body = table[`${init?.method ?? 'GET'} ${new URL(String(input)).pathname}`]
      const problem = {
        type: 'about:blank',
        title: 'Not found',
        status: 404,
        code: 'not_found',
        traceId: '0'.repeat(32),
      }
      return Response.json(body ?? problem, {
        status: statusOf(body),
        headers: { etag: '"1"' },
      })
    },
  })
}

/** An answer that is a problem document itself keeps its status. */
function statusOf(body: unknown): number {
  if (body === undefined) return 404
  const { status } = Object(body) as { status?: unknown }
  return typeof status === 'number' ? status : 200
}
