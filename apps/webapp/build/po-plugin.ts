import { readFile } from 'node:fs/promises'
import type { Plugin } from 'vite'
import { compileCatalog, readCatalog } from './po-catalog.ts'

/**
 * Imports `.po` files as `{ messages }`. With `?titles` only the ids `<feature>.title` are taken: what the tab
 * bar shows before a feature is opened.
 */
export function poCatalogs(): Plugin {
  return {
    name: 'po-catalogs',
    enforce: 'pre',
    load: {
      filter: { id: /\.po(\?|$)/ },
      async handler(id) {
        const [file, query] = id.split('?')
        if (file === undefined || !file.endsWith('.po')) return null
        this.addWatchFile(file)
        const entries = readCatalog(await readFile(file, 'utf8'), file)
        const titlesOnly = query === 'titles'
        const wanted = new Map([...entries].filter(([key]) => !titlesOnly || /^[a-z0-9-]+\.title$/.test(key)))
        // As a JSON string: engines parse it faster than the same object literal.
        const json = JSON.stringify(JSON.stringify(compileCatalog(wanted, file)))
        return { code: `export const messages = JSON.parse(${json})`, moduleType: 'js', map: null }
      },
    },
  }
}
