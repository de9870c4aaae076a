import { getPointer, setPointer } from './pointer.ts'

/** What a person edits: pointers begin with `/name` or `/sheet/…`, as those of the API's errors do. */
export interface SheetDocument {
  name: string
  sheet: Record<string, unknown>
}

/** Edited values by pointer, on top of what the server has. */
export type Changes = Readonly<Record<string, unknown>>

/** The document as the person sees it. */
export function applyChanges(document: SheetDocument, changes: Changes): SheetDocument {
  let result: unknown = { name: document.name, sheet: document.sheet }
  for (const [pointer, value] of Object.entries(changes)) result = setPointer(result, pointer, value)
  return result as SheetDocument
}

/** The changes without those that the document has already. */
export function remainingChanges(document: SheetDocument, changes: Changes): Changes {
  return Object.fromEntries(
    Object.entries(changes).filter(([pointer, value]) => !Object.is(getPointer(document, pointer), value)),
  )
}

/** Pointers that both sides changed, each to something else. What the person here typed wins. */
export function findConflicts(
  { before, after }: { before: SheetDocument; after: SheetDocument },
  changes: Changes,
): string[] {
  return Object.entries(changes)
    .filter(([pointer, value]) => {
      const theirs = getPointer(after, pointer)
      return !Object.is(getPointer(before, pointer), theirs) && !Object.is(theirs, value)
    })
    .map(([pointer]) => pointer)
}

/** Body of the request that saves the changes; the sheet travels as a whole. */
export function updateBody(document: SheetDocument, changes: Changes): Partial<SheetDocument> {
  const { name, sheet } = applyChanges(document, changes)
  const pointers = Object.keys(changes)
  return {
    ...(pointers.includes('/name') && { name: name.trim() }),
    ...(pointers.some((pointer) => pointer.startsWith('/sheet')) && { sheet }),
  }
}
