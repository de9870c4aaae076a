import { useEffect, useRef } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import type { MessageId } from '../i18n/message-id.ts'
import { useText } from '../i18n/use-text.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/state.tsx'
import { useCapabilities } from './features/capabilities.ts'
import { FeaturePage } from './features/feature-page.tsx'
import type { FeatureRegistry } from './features/feature-registry.ts'
import { useRegistry } from './features/registry-context.ts'
import { startAddress } from './features/start-address.ts'
import { Frame } from './frame.tsx'
import { useBack, usePlatform } from './platform-context.ts'

/** Tabs beyond this number would be too narrow on a phone of 320 px. */
const mostTabs = 5

/** The app behind the gate: tabs, routes, the back button. */
export function Shell() {
  const registry = useRegistry()
  const { t } = useText()
  const [location, navigate] = useLocation()
  // A feature that goes to its own "/" arrives at "/feature/": the same place.
  const address = location.replace(/(.)\/$/, '$1')
  const capabilities = useCapabilities()
  const tabs = registry.entries('main', capabilities).slice(0, mostTabs)
  const current = registry.byPath(address)
  const atRoot = address === '/' || tabs.some((feature) => feature.path === address)
  const home = tabs[0]?.path ?? '/'

  useStartParam(registry)
  useReturn(atRoot, current?.path ?? home)

  return (
    <Frame
      tabs={
        atRoot
          ? tabs.map((feature) => ({
              href: feature.path,
              label: t(feature.title as MessageId),
              icon: feature.icon,
              active: feature === current,
            }))
          : null
      }
    >
      <Switch>
        {registry.all.map((feature) => (
          <Route key={feature.id} path={feature.path} nest>
            <FeaturePage feature={feature} />
          </Route>
        ))}
        <Route path="/">
          <Redirect to={home} replace />
        </Route>
        <Route>
          <EmptyState
            illustration="map"
            title={t('app.not-found.title')}
            text={t('app.not-found.text')}
            actions={<Button onClick={() => navigate(home)}>{t('app.not-found.action')}</Button>}
          />
        </Route>
      </Switch>
    </Frame>
  )
}

/** Follows the link that opened the app, once. */
function useStartParam(registry: FeatureRegistry): void {
  const { launch } = usePlatform()
  const [, navigate] = useLocation()
  const followed = useRef(false)
  useEffect(() => {
    if (followed.current) return
    followed.current = true
    const target = startAddress(registry, launch.startParam)
    if (target !== null) navigate(target, { replace: true })
  }, [registry, launch, navigate])
}

/** Shows the back button off the main tabs: back in history, or up to the feature when there is none. */
function useReturn(atRoot: boolean, parent: string): void {
  const [address, navigate] = useLocation()
  const depth = useRef(0)
  useEffect(() => {
    // The router announces its own pushes on the window; a replaced entry adds nothing to go back to.
    const deeper = () => {
      depth.current += 1
    }
    const back = () => {
      depth.current = Math.max(0, depth.current - 1)
    }
    window.addEventListener('pushState', deeper)
    window.addEventListener('popstate', back)
    return () => {
      window.removeEventListener('pushState', deeper)
      window.removeEventListener('popstate', back)
    }
  }, [])
  useBack(() => {
    if (depth.current > 0) window.history.back()
    else navigate(address === parent ? '/' : parent, { replace: true })
  }, !atRoot)
}
