import type { ComponentType } from 'react'
import type { IconName } from '../../ui/icon-names.ts'
import type { DomainValidators } from '../contract-check.ts'

/** What a feature's page module exports. */
export interface FeatureModule {
  Page: ComponentType
  /** Validators of the domains it talks to; the API client checks with them from then on. */
  validators?: readonly DomainValidators[]
}

/** Everything the shell knows about a feature before it is opened. Data and one lazy import, nothing else. */
export interface FeatureManifest {
  manifestVersion: 1
  /** Kebab-case; equal to the folder name and to the first part of every text id of the feature. */
  id: string
  /** First part of the address, such as `/dice`; the feature routes everything below it. */
  path: `/${string}`
  /** Text id; `<id>.title`, so that the shell can load it without the rest of the feature's texts. */
  title: string
  icon: IconName
  /** `main` is a tab, `settings` a row under settings, `hidden` is reached by links only. */
  nav: 'main' | 'settings' | 'hidden'
  /** Position among entries of the same place, low first. */
  order: number
  /** Capabilities the server must have granted for the entry to be shown. Hiding only: the API decides. */
  requires: readonly string[]
  /** Kinds of `start_param` this feature opens: one letter each. */
  startKinds: readonly string[]
  /** The page. Nothing of it is fetched before the feature is opened. */
  load: () => Promise<FeatureModule>
}

/** Gives a manifest its type. */
export function defineFeature(manifest: FeatureManifest): FeatureManifest {
  return manifest
}
