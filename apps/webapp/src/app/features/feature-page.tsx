import { type ComponentType, lazy, Suspense, useState } from 'react'
import type { Texts } from '../../i18n/texts.ts'
import { useText, useTexts } from '../../i18n/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Skeleton, SkeletonBlock } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/state.tsx'
import type { Contract } from '../contract-check.ts'
import { ErrorBoundary } from '../error-boundary.tsx'
import { useServices } from '../services.ts'
import type { FeatureManifest } from './define-feature.ts'
import styles from './feature-page.module.css'

const pages = new Map<string, ComponentType>()
const fetches = new Map<string, Promise<{ default: ComponentType }>>()

export interface FeatureNeeds {
  texts: Texts
  /** Takes the validators that the feature brings. */
  contract: Pick<Contract, 'add'>
}

/** Fetches the page of a feature together with its texts, once. A failed fetch may be repeated. */
export function fetchFeature(
  feature: FeatureManifest,
  { texts, contract }: FeatureNeeds,
): Promise<{ default: ComponentType }> {
  const known = fetches.get(feature.id)
  if (known !== undefined) return known
  const fetching = Promise.all([feature.load(), texts.open(feature.id)]).then(([module]) => {
    contract.add(module.validators ?? [])
    return { default: module.Page }
  })
  fetches.set(feature.id, fetching)
  fetching.catch(() => fetches.delete(feature.id))
  return fetching
}

function pageOf(feature: FeatureManifest, needs: FeatureNeeds): ComponentType {
  const known = pages.get(feature.id)
  if (known !== undefined) return known
  const page = lazy(() => fetchFeature(feature, needs))
  pages.set(feature.id, page)
  return page
}

/** Opens a feature: a skeleton while it is fetched, a way to try again when that fails. */
export function FeaturePage({ feature }: { feature: FeatureManifest }) {
  const { t } = useText()
  const texts = useTexts()
  const { telemetry, contract } = useServices()
  const [attempt, setAttempt] = useState(0)
  const Page = pageOf(feature, { texts, contract })
  return (
    <ErrorBoundary
      key={`${feature.id}-${attempt}`}
      onError={(error) => telemetry.error(error, `feature ${feature.id}`)}
      fallback={() => (
        <ErrorState
          illustration="bridge"
          title={t('app.feature-failed.title')}
          text={t('app.feature-failed.text')}
          actions={
            <Button
              icon="refresh"
              onClick={() => {
                // A rejected import stays rejected in the old component.
                pages.delete(feature.id)
                setAttempt(attempt + 1)
              }}
            >
              {t('auth.retry')}
            </Button>
          }
        />
      )}
    >
      <Suspense fallback={<Waiting label={t('app.loading')} />}>
        <Page />
      </Suspense>
    </ErrorBoundary>
  )
}

function Waiting({ label }: { label: string }) {
  return (
    <div className={styles.waiting}>
      <SkeletonBlock height={30} width="46%" />
      <Skeleton label={label} />
    </div>
  )
}
