import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))

type Manifest = {
  name: string
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

/** Drivers that make connections: whoever uses one past this package misses its error handler and its limits. */
const drivers = ['pg', 'pg-native', 'postgres', '@electric-sql/pglite', '@electric-sql/pglite-socket']

const usesDriver = (manifest: Manifest): boolean =>
  manifest.name !== '@rpg-bot/database' &&
  drivers.some((driver) => driver in { ...manifest.dependencies, ...manifest.devDependencies })

function manifests(): Manifest[] {
  const found: Manifest[] = []
  for (const group of ['packages', 'services', 'apps']) {
    for (const unit of readdirSync(join(root, group))) {
      const path = join(root, group, unit, 'package.json')
      try {
        found.push(JSON.parse(readFileSync(path, 'utf8')))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      }
    }
  }
  return found
}

test('this package is the only door: no other unit depends on a database driver', () => {
  expect(manifests().length).toBeGreaterThan(1)
  expect(
    manifests()
      .filter(usesDriver)
      .map(({ name }) => name),
  ).toEqual([])
})

test('the check notices a unit that does', () => {
  expect(usesDriver({ name: '@rpg-bot/other', dependencies: { pg: '8' } })).toBe(true)
  expect(usesDriver({ name: '@rpg-bot/other', devDependencies: { '@electric-sql/pglite': '0' } })).toBe(true)
})
