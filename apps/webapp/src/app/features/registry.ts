import type { FeatureManifest } from './define-feature.ts'
import { createFeatureRegistry } from './feature-registry.ts'

/** Every feature of this build. Adding a folder under `features/` is all it takes. */
export const registry = createFeatureRegistry(
  import.meta.glob<FeatureManifest>('../../features/*/manifest.ts', { eager: true, import: 'manifest' }),
)
