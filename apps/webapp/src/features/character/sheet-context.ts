import { createContext, use } from 'react'
import type { SheetField } from './character-queries.ts'
import type { FieldSource } from './field-value.ts'

/** What every field of a sheet needs to know. */
export interface SheetView extends FieldSource {
  /** Fields are controls; else they are shown, and a tap rolls. */
  editing: boolean
  /** This person may change the sheet. */
  mayEdit: boolean
  /** This person may roll with it. */
  mayRoll: boolean
  sheetSchema: unknown
  /** What a new sheet begins with. */
  defaultSheet: unknown
  /** Pointers the server refused. */
  faults: readonly string[]
  edit(field: SheetField, value: unknown): void
  /** Rolls at once. */
  roll(field: SheetField): void
  /** Asks how to roll first. */
  askRoll(field: SheetField): void
}

export const SheetContext = createContext<SheetView | null>(null)

export function useSheet(): SheetView {
  const view = use(SheetContext)
  if (view === null) throw new Error('useSheet needs a SheetContext above it.')
  return view
}
