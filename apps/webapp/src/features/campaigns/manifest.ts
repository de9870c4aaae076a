import { defineFeature } from '../../app/features/define-feature.ts'

export const manifest = defineFeature({
  manifestVersion: 1,
  id: 'campaigns',
  path: '/campaigns',
  title: 'campaigns.title',
  icon: 'campaigns',
  nav: 'main',
  order: 10,
  requires: [],
  startKinds: ['c', 'i'],
  load: () => import('./page.tsx'),
})
