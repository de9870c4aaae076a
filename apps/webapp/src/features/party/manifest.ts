import { defineFeature } from '../../app/features/define-feature.ts'

export const manifest = defineFeature({
  manifestVersion: 1,
  id: 'party',
  path: '/party',
  title: 'party.title',
  icon: 'party',
  nav: 'main',
  order: 20,
  requires: [],
  startKinds: [],
  load: () => import('./page.tsx'),
})
