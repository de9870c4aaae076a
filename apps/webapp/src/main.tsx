import './ui/tokens.css'
import './ui/base.css'
import { createRpgClient } from '@rpg-bot/rpg_sdk'
import { QueryClient } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { validatorLoaders } from './app/api/validator-loaders.ts'
import { App } from './app/app.tsx'
import { createAuthController } from './app/auth/auth-controller.ts'
import { createRefreshTokenStore } from './app/auth/refresh-token-store.ts'
import { createSdkAuth } from './app/auth/sdk-auth.ts'
import { createSession } from './app/auth/session.ts'
import { createContract } from './app/contract-check.ts'
import { createCapabilityStore } from './app/features/capabilities.ts'
import { fetchFeature } from './app/features/feature-page.tsx'
import { registry } from './app/features/registry.ts'
import { landingFeature } from './app/features/start-address.ts'
import { createPartyPort, syncUrl } from './app/party-port.ts'
import { createPreferencesStore } from './app/preferences.ts'
import { problemOf } from './app/problem.ts'
import { createRecentTelemetry } from './app/telemetry.ts'
import { featureMessages, shellMessages } from './i18n/catalogs.ts'
import { resolveLocale } from './i18n/locale.ts'
import { createTexts } from './i18n/texts.ts'
import { createPlatform } from './platform/create-platform.ts'
import { applyInsets } from './platform/insets.ts'
import { applyTheme } from './platform/theme.ts'
import { createWebStorage } from './platform/web-storage.ts'
import { createToastStore } from './ui/toast-store.ts'

// First of all: takes the launch data out of the address.
const { host, userId } = createPlatform(window)
const { platform } = host
const root = document.documentElement

const follow = <T,>(
  readable: { get(): T; subscribe(listener: () => void): unknown },
  apply: (value: T) => void,
) => {
  apply(readable.get())
  readable.subscribe(() => apply(readable.get()))
}
follow(platform.theme, (theme) => applyTheme(theme, root))
follow(platform.insets, (insets) => applyInsets(insets, root))

const texts = createTexts(
  { shell: shellMessages, feature: featureMessages },
  resolveLocale(null, platform.launch.language),
)
follow(texts.locale, (locale) => {
  root.lang = locale
})
const preferences = createPreferencesStore({
  texts,
  cache: platform.cache,
  language: platform.launch.language,
})
void preferences.getState().restore()

const session = createSession({
  auth: createSdkAuth({
    rpg: createRpgClient({ baseUrl: '', maxRetries: 0 }),
    withToken: (token) => createRpgClient({ baseUrl: '', auth: { accessToken: async () => token } }),
    client: host.client,
  }),
  store: createRefreshTokenStore({
    platform,
    session: createWebStorage(() => window.sessionStorage),
    userId,
  }),
  now: Date.now,
  onLost: () => auth.send({ type: 'lost' }),
})
const auth = createAuthController({
  session,
  initData: platform.launch.initDataRaw,
  now: Date.now,
  isOnline: () => navigator.onLine,
})
auth.me.subscribe(() => {
  const me = auth.me.get()
  if (me !== null) void preferences.getState().restore(me.locale)
})

const telemetry = createRecentTelemetry(Date.now)
const contract = createContract({
  load: validatorLoaders,
  onUnavailable: (error, domain) => telemetry.error(error, `validators ${domain}`),
})
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // What the client did wrong stays wrong; everything else deserves two more tries.
      retry: (failures, error) => failures < 2 && (problemOf(error).status ?? 500) >= 500,
    },
  },
})

createRoot(document.getElementById('root') ?? document.body).render(
  <App
    host={host}
    texts={texts}
    auth={auth}
    services={{
      api: createRpgClient({ baseUrl: '', auth: session, check: contract.check }),
      party: createPartyPort({
        url: syncUrl(window.location),
        auth: session,
        contract,
        onMisfit: (type) => telemetry.event('live_message_misfit', { type }),
      }),
      telemetry,
      contract,
    }}
    registry={registry}
    queries={queries}
    toasts={createToastStore()}
    capabilities={createCapabilityStore()}
    preferences={preferences}
  />,
)
host.ready()
void auth.start()
// The page that will be opened first is fetched while the person is being signed in. A failure shows there.
const landing = landingFeature(registry, {
  startParam: platform.launch.startParam,
  address: window.location.pathname,
})
if (landing !== undefined) fetchFeature(landing, { texts, contract }).catch(() => undefined)
