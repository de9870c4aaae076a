import { expect, test } from 'vitest'
import { type BuildManifest, findEagerFeatures, measureSizes } from './size-rules.ts'

const manifest: BuildManifest = {
  'index.html': {
    file: 'index.js',
    isEntry: true,
    imports: ['_shared.js'],
    dynamicImports: ['src/features/dice/page.tsx'],
    css: ['index.css'],
  },
  '_shared.js': { file: 'shared.js' },
  'src/features/dice/page.tsx': {
    file: 'dice.js',
    src: 'src/features/dice/page.tsx',
    imports: ['index.html', '_list.js'],
    css: ['dice.css'],
  },
  '_list.js': { file: 'list.js' },
  'src/features/dice/locales/ru.po': { file: 'ru.js', src: 'src/features/dice/locales/ru.po' },
}

const measure = (sizes: Record<string, number>) =>
  Object.fromEntries(
    measureSizes({ manifest, sizeOf: (file) => (sizes[file] ?? 0) * 1024 }).map((row) => [row.metric, row]),
  )

test('the shell is what the first screen waits for, a feature what it adds', () => {
  const rows = measure({
    'index.js': 90,
    'shared.js': 10,
    'index.css': 5,
    'dice.js': 20,
    'list.js': 3,
    'ru.js': 2,
    'dice.css': 1,
  })
  expect(rows['shell scripts']).toMatchObject({ value: 100, ok: true })
  expect(rows['shell styles']).toMatchObject({ value: 5, ok: true })
  expect(rows['feature dice']).toMatchObject({ value: 26, ok: true })
})

test.each([
  ['shell scripts', { 'index.js': 121, 'shared.js': 10 }],
  ['shell styles', { 'index.css': 15.1 }],
  ['feature dice', { 'dice.js': 39, 'dice.css': 1.1 }],
])('%s over the budget fail', (metric, sizes) => {
  expect(measure(sizes)[metric]?.ok).toBe(false)
})

test('a page that the shell imports is found', () => {
  expect(findEagerFeatures(manifest)).toEqual([])
  const eager = {
    ...manifest,
    'index.html': {
      ...manifest['index.html'],
      file: 'index.js',
      isEntry: true,
      imports: ['src/features/dice/page.tsx'],
    },
  }
  expect(findEagerFeatures(eager)).toEqual(['src/features/dice/page.tsx'])
})
