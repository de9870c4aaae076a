import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Language = 'ru' | 'en'

const source = new URL('../../../apps/webapp/src/', import.meta.url).pathname
const catalogs = new Map<string, Map<string, string>>()

/**
 * What the Mini App says, by the id of the text: tests ask for meanings, and a reworded sentence breaks none.
 * Texts with placeholders come as they are written in the catalog.
 */
export function say(language: Language, id: string): string {
  // The first part of an id names the feature; everything else is the shell's.
  const feature = join(source, 'features', id.slice(0, id.indexOf('.')))
  const words = catalogOf(feature, language).get(id) ?? catalogOf(source, language).get(id)
  if (words === undefined) throw new Error(`The Mini App has no text ${id} in ${language}.`)
  return words
}

function catalogOf(folder: string, language: Language): Map<string, string> {
  const file = join(folder, 'locales', `${language}.po`)
  const known = catalogs.get(file)
  if (known !== undefined) return known
  const catalog = existsSync(file) ? readCatalog(file) : new Map<string, string>()
  catalogs.set(file, catalog)
  return catalog
}

function readCatalog(file: string): Map<string, string> {
  const po = readFileSync(file, 'utf8')
  // A long text goes on over several quoted lines.
  const entries = po.matchAll(/^msgid ((?:"[^\n]*"\n)+)msgstr ((?:"[^\n]*"(?:\n|$))+)/gm)
  const unquote = (lines = ''): string =>
    lines
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as string)
      .join('')
  return new Map([...entries].map(([, id, text]) => [unquote(id), unquote(text)]))
}
