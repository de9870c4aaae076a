import { compileCatalog, readCatalog } from '../build/po-catalog.ts'

export interface SourceFile {
  path: string
  text: string
}

export interface CatalogFile extends SourceFile {
  /** `shell`, or the id of a feature. */
  owner: string
  locale: string
}

export interface I18nInput {
  sources: readonly SourceFile[]
  catalogs: readonly CatalogFile[]
  locales: readonly string[]
}

interface Use {
  id: string
  path: string
}

/** Literal ids in `t('…')`, `msg('…')` and the `title: '…'` of a manifest. */
const literal = /\b(?:t|msg)\(\s*(?:'([^'\n]+)'|"([^"\n]+)")/g
const title = /\btitle:\s*'([a-z0-9-]+\.title)'/g
/** A template or a sum can not be followed; `msg` in a table does the same work. */
const computed = /(?<![\w.])(?:t|msg)\(\s*(?:`|'[^']*'\s*\+)/

/** Plural categories that whole numbers take, per language (CLDR). */
const wholeNumberPlurals: Record<string, readonly string[]> = {
  ru: ['one', 'few', 'many', 'other'],
  en: ['one', 'other'],
}

/** Every fault of the catalogs against the sources, one sentence each; empty when all is well. */
export function findI18nFaults({ sources, catalogs, locales }: I18nInput): string[] {
  const faults: string[] = []
  const uses = sources.flatMap(findUses)
  for (const { path, text } of sources) {
    if (computed.test(text)) faults.push(`${path}: a text id is computed; use literals or a table of msg().`)
  }
  const used = new Set(uses.map(({ id }) => id))
  const owners = new Map<string, string>()
  for (const catalog of catalogs) {
    const entries = readCatalog(catalog.text, catalog.path)
    compileCatalog(entries, catalog.path)
    for (const [id, message] of entries) {
      const place = `${catalog.path}: "${id}"`
      owners.set(id, catalog.owner)
      if (message.trim() === '') faults.push(`${place} has no text.`)
      if (!used.has(id)) faults.push(`${place} is used nowhere.`)
      if (catalog.owner !== 'shell' && !id.startsWith(`${catalog.owner}.`)) {
        faults.push(`${place} must begin with "${catalog.owner}.".`)
      }
      faults.push(...findPluralFaults(message, catalog.locale).map((fault) => `${place} ${fault}`))
    }
  }
  for (const { id, path } of uses) {
    const owner = owners.get(id)
    const missing = locales.filter((locale) => !hasText(catalogs, locale, id))
    if (missing.length > 0) faults.push(`${path}: "${id}" is missing in ${missing.join(', ')}.`)
    const feature = /\/features\/([^/]+)\//.exec(path)?.[1]
    if (owner !== undefined && owner !== 'shell' && owner !== feature) {
      faults.push(`${path}: "${id}" belongs to the feature ${owner}, whose texts may not be loaded here.`)
    }
  }
  faults.push(...findVariableFaults(catalogs))
  return [...new Set(faults)].sort()
}

function findUses({ path, text }: SourceFile): Use[] {
  const uses: Use[] = []
  for (const match of text.matchAll(literal)) uses.push({ id: match[1] ?? match[2] ?? '', path })
  if (path.endsWith('/manifest.ts')) {
    for (const match of text.matchAll(title)) uses.push({ id: match[1] ?? '', path })
  }
  return uses
}

function hasText(catalogs: readonly CatalogFile[], locale: string, id: string): boolean {
  return catalogs.some(
    (catalog) => catalog.locale === locale && readCatalog(catalog.text, catalog.path).get(id) !== undefined,
  )
}

function findPluralFaults(message: string, locale: string): string[] {
  if (!/,\s*plural\s*,/.test(message)) return []
  return (wholeNumberPlurals[locale] ?? [])
    .filter((category) => !new RegExp(`\\b${category}\\s*\\{`).test(message))
    .map((category) => `lacks the plural form "${category}".`)
}

/** A value that one language mentions and another does not is nearly always a slip. */
function findVariableFaults(catalogs: readonly CatalogFile[]): string[] {
  const seen = new Map<string, { variables: string; path: string }>()
  const faults: string[] = []
  for (const catalog of catalogs) {
    for (const [id, message] of readCatalog(catalog.text, catalog.path)) {
      const names = [...message.matchAll(/\{\s*([A-Za-z]\w*)\s*[,}]/g)].map((match) => match[1] ?? '')
      const variables = [...new Set(names)].sort().join(', ')
      const other = seen.get(id)
      if (other === undefined) seen.set(id, { variables, path: catalog.path })
      else if (other.variables !== variables) {
        faults.push(`${catalog.path}: "${id}" uses {${variables}}, ${other.path} uses {${other.variables}}.`)
      }
    }
  }
  return faults
}
