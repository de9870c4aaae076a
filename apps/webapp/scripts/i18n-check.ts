import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type CatalogFile, findI18nFaults, type I18nInput } from './i18n-rules.ts'

/** Reads the sources and catalogs under a folder. Tests and the kitchen sink do not count as users of a text. */
export function readI18nInput(root: string): I18nInput {
  const read = (path: string) => ({ path, text: readFileSync(`${root}/${path}`, 'utf8') })
  const sources = globSync('src/**/*.{ts,tsx}', { cwd: root })
    .filter((path) => !/\.test\.tsx?$/.test(path) && !path.startsWith('src/kit/'))
    .map(read)
  const catalogs = globSync(['src/locales/*.po', 'src/features/*/locales/*.po'], { cwd: root }).map(
    (path): CatalogFile => ({
      ...read(path),
      owner: /features\/([^/]+)\//.exec(path)?.[1] ?? 'shell',
      locale: /([a-z]+)\.po$/.exec(path)?.[1] ?? '',
    }),
  )
  return { sources, catalogs, locales: ['ru', 'en'] }
}

if (import.meta.main) {
  const input = readI18nInput(fileURLToPath(new URL('..', import.meta.url)))
  const faults = findI18nFaults(input)
  for (const fault of faults) process.stderr.write(`${fault}\n`)
  process.stdout.write(`${input.catalogs.length} catalogs, ${faults.length} faults\n`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
