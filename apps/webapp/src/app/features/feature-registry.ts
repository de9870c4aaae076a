import type { FeatureManifest } from './define-feature.ts'
import { findFeatureFaults } from './feature-rules.ts'

export interface FeatureRegistry {
  readonly all: readonly FeatureManifest[]
  /** Entries of one place that these capabilities show, in order. */
  entries(nav: FeatureManifest['nav'], capabilities: ReadonlySet<string>): FeatureManifest[]
  byPath(address: string): FeatureManifest | undefined
  byStartKind(kind: string): FeatureManifest | undefined
}

/** Builds the registry from `path of manifest file → manifest`; throws with every fault at once. */
export function createFeatureRegistry(modules: Record<string, FeatureManifest>): FeatureRegistry {
  const folders = Object.keys(modules).map((file) => file.split('/').at(-2) ?? '')
  const all = Object.values(modules)
  const faults = findFeatureFaults(all, folders)
  if (faults.length > 0) throw new Error(`The features do not fit together:\n${faults.join('\n')}`)
  return {
    all,
    entries: (nav, capabilities) =>
      all
        .filter((feature) => feature.nav === nav)
        .filter((feature) => feature.requires.every((capability) => capabilities.has(capability)))
        .sort((left, right) => left.order - right.order || left.id.localeCompare(right.id)),
    byPath: (address) =>
      all.find((feature) => address === feature.path || address.startsWith(`${feature.path}/`)),
    byStartKind: (kind) => all.find((feature) => feature.startKinds.includes(kind)),
  }
}
