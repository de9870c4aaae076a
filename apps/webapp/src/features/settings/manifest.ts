import { defineFeature } from '../../app/features/define-feature.ts'

export const manifest = defineFeature({
  manifestVersion: 1,
  id: 'settings',
  path: '/settings',
  title: 'settings.title',
  icon: 'settings',
  nav: 'main',
  order: 90,
  requires: [],
  startKinds: [],
  load: () => import('./page.tsx'),
})
