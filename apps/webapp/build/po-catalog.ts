import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage'
import PO from 'pofile'

/** Reads a catalog: text id → ICU message. An id given twice is an error, since one of them would be lost. */
export function readCatalog(source: string, file: string): Map<string, string> {
  const entries = new Map<string, string>()
  for (const item of PO.parse(source).items) {
    if (item.obsolete === true) continue
    if (entries.has(item.msgid)) throw new Error(`${file}: the id "${item.msgid}" stands there twice.`)
    entries.set(item.msgid, item.msgstr[0] ?? '')
  }
  return entries
}

/** Compiles ICU messages to the arrays that `@lingui/core` reads, so no parser travels to the browser. */
export function compileCatalog(entries: Map<string, string>, file: string): Record<string, unknown> {
  const compiled: Record<string, unknown> = {}
  for (const [id, message] of entries) {
    try {
      compiled[id] = compileMessageOrThrow(message)
    } catch (error) {
      throw new Error(`${file}: the message of "${id}" does not parse.`, { cause: error })
    }
  }
  return compiled
}
