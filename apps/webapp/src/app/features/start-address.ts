import type { FeatureManifest } from './define-feature.ts'
import type { FeatureRegistry } from './feature-registry.ts'

/** `<kind>_<base64url(16 random bytes)>`, as every link of ours carries. */
const pattern = /^([a-z])_([\w-]{22})$/

/**
 * Where a start parameter leads: `<path of the feature>/start/<parameter>`, or null when it is not ours.
 * Anybody can craft one, so it only chooses a page; the server decides what the page may show.
 */
export function startAddress(registry: FeatureRegistry, startParam: string | undefined): string | null {
  const match = startParam === undefined ? null : pattern.exec(startParam)
  if (match === null) return null
  const feature = registry.byStartKind(match[1] ?? '')
  return feature === undefined ? null : `${feature.path}/start/${match[0]}`
}

/** The feature that the first screen will show, so that it can be fetched while the person is being signed in. */
export function landingFeature(
  registry: FeatureRegistry,
  { startParam, address }: { startParam: string | undefined; address: string },
): FeatureManifest | undefined {
  const target = startAddress(registry, startParam) ?? address
  return registry.byPath(target) ?? registry.entries('main', new Set())[0]
}
