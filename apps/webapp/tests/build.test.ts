// @vitest-environment node
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BuildManifest, findEagerFeatures } from '../scripts/size-rules.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const outDir = mkdtempSync(join(tmpdir(), 'rpg-webapp-'))
let manifest: BuildManifest = {}

beforeAll(async () => {
  await build({
    configFile: `${root}/vite.config.ts`,
    mode: 'production',
    logLevel: 'error',
    build: { outDir },
  })
  manifest = JSON.parse(readFileSync(`${outDir}/.vite/manifest.json`, 'utf8')) as BuildManifest
}, 60_000)

afterAll(() => rmSync(outDir, { recursive: true, force: true }))

test('no page of a feature is fetched before it is opened', () => {
  expect(findEagerFeatures(manifest)).toEqual([])
  expect(manifest['index.html']?.dynamicImports).toContain('src/features/settings/page.tsx')
})

test('the page needs no inline script, no inline style and nothing from elsewhere', () => {
  const html = readFileSync(`${outDir}/index.html`, 'utf8')
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/)
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/)
  expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
  expect(html).not.toContain('data:')
})

test('texts lie there compressed, too, and say the same', () => {
  const { file } = manifest['index.html'] ?? { file: '' }
  const plain = readFileSync(`${outDir}/${file}`)
  expect(brotliDecompressSync(readFileSync(`${outDir}/${file}.br`)).equals(plain)).toBe(true)
  expect(gunzipSync(readFileSync(`${outDir}/${file}.gz`)).equals(plain)).toBe(true)
})

test('nothing of tests or of the kitchen sink is in the build', () => {
  const code = Object.values(manifest)
    .filter(({ file }) => file.endsWith('.js'))
    .map(({ file }) => readFileSync(`${outDir}/${file}`, 'utf8'))
    .join('')
  expect(code).not.toContain('Туманный тракт')
  expect(code).not.toContain('Марта Ветрова')
})
