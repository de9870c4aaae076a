import { defineFeature } from '../../app/features/define-feature.ts'

export const manifest = defineFeature({
  manifestVersion: 1,
  id: 'character',
  path: '/character',
  title: 'character.title',
  icon: 'character',
  nav: 'main',
  order: 30,
  requires: [],
  startKinds: [],
  load: () => import('./page.tsx'),
})
