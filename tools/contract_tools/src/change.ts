import { isObject, type JsonObject, type JsonValue, valueAt } from './json-value.ts'

/** One edit of a document: set the value at a JSON pointer, or remove it. */
export type Change =
  | { readonly at: string; readonly set: JsonValue }
  | { readonly at: string; readonly remove: true }

/** A copy of the document with the edits made; throws when an edit has nothing to work on. */
export function applyChanges(document: JsonObject, changes: readonly Change[]): JsonObject {
  const copy = structuredClone(document)
  for (const change of changes) applyChange(copy, change)
  return copy
}

function applyChange(document: JsonObject, change: Change): void {
  const cut = change.at.lastIndexOf('/')
  const parent = valueAt(document, change.at.slice(0, cut))
  const key = change.at
    .slice(cut + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')
  if (Array.isArray(parent)) {
    if ('remove' in change) parent.splice(Number(key), 1)
    else parent[key === '-' ? parent.length : Number(key)] = change.set
    return
  }
  if (!isObject(parent)) throw new Error(`${change.at}: there is nothing to change`)
  if (!('remove' in change)) parent[key] = change.set
  else if (key in parent) delete parent[key]
  else throw new Error(`${change.at}: there is nothing to remove`)
}
