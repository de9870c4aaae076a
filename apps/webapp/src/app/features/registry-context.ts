import { createContext, use } from 'react'
import type { FeatureRegistry } from './feature-registry.ts'

export const RegistryContext = createContext<FeatureRegistry | null>(null)

/** Every feature of this build, for whoever lists entries. */
export function useRegistry(): FeatureRegistry {
  const registry = use(RegistryContext)
  if (registry === null) throw new Error('useRegistry needs a RegistryContext above it.')
  return registry
}
