import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { Texts } from '../i18n/texts.ts'
import { TextsContext, useText } from '../i18n/use-text.ts'
import type { PlatformHost } from '../platform/platform.ts'
import { Button } from '../ui/button.tsx'
import { ErrorState } from '../ui/state.tsx'
import { ToastContext } from '../ui/toast.tsx'
import type { ToastStore } from '../ui/toast-store.ts'
import { AuthContext } from './auth/auth-context.ts'
import type { AuthController } from './auth/auth-controller.ts'
import { AuthGate } from './auth/auth-gate.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { CapabilityContext, type CapabilityStore } from './features/capabilities.ts'
import type { FeatureRegistry } from './features/feature-registry.ts'
import { RegistryContext } from './features/registry-context.ts'
import { PlatformContext } from './platform-context.ts'
import { PreferencesContext, type PreferencesStore } from './preferences.ts'
import { type Services, ServicesContext } from './services.ts'
import { Shell } from './shell.tsx'

export interface AppParts {
  host: PlatformHost
  texts: Texts
  auth: AuthController
  services: Services
  registry: FeatureRegistry
  queries: QueryClient
  toasts: ToastStore
  capabilities: CapabilityStore
  preferences: PreferencesStore
}

/** The whole app from its parts; `main.tsx` makes the real ones, a test its own. */
export function App(parts: AppParts) {
  return (
    <PlatformContext value={parts.host}>
      <TextsContext value={parts.texts}>
        <PreferencesContext value={parts.preferences}>
          <ServicesContext value={parts.services}>
            <CapabilityContext value={parts.capabilities}>
              <ToastContext value={parts.toasts}>
                <AuthContext value={parts.auth}>
                  <QueryClientProvider client={parts.queries}>
                    <ErrorBoundary
                      onError={(error) => parts.services.telemetry.error(error, 'shell')}
                      fallback={(retry) => <Broken onRetry={retry} />}
                    >
                      <AuthGate>
                        <RegistryContext value={parts.registry}>
                          <Shell />
                        </RegistryContext>
                      </AuthGate>
                    </ErrorBoundary>
                  </QueryClientProvider>
                </AuthContext>
              </ToastContext>
            </CapabilityContext>
          </ServicesContext>
        </PreferencesContext>
      </TextsContext>
    </PlatformContext>
  )
}

function Broken({ onRetry }: { onRetry: () => void }) {
  const { t } = useText()
  return (
    <ErrorState
      full
      illustration="bridge"
      title={t('app.broken.title')}
      text={t('app.broken.text')}
      actions={
        <Button icon="refresh" onClick={onRetry}>
          {t('auth.retry')}
        </Button>
      }
    />
  )
}
