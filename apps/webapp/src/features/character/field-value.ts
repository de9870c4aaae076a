import type { SheetField } from './character-queries.ts'
import { getPointer } from './pointer.ts'
import type { SheetDocument } from './sheet-document.ts'

export interface FieldSource {
  document: SheetDocument
  /** Computed by the server, by name. */
  derived: Readonly<Record<string, number>>
}

/** Where a field of the layout stands in the document that is edited. */
export function pointerOf(field: Pick<SheetField, 'pointer'>): string {
  return `/sheet${field.pointer}`
}

/** The number a field holds; 0 for anything that is none. */
export function numberOf(field: Pick<SheetField, 'pointer'>, { document }: FieldSource): number {
  const value = getPointer(document, pointerOf(field))
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}

/** The text a field holds; empty for anything that is none. */
export function textOf(field: Pick<SheetField, 'pointer'>, { document }: FieldSource): string {
  const value = getPointer(document, pointerOf(field))
  return typeof value === 'string' ? value : ''
}

/** Whether a flag is set. */
export function flagOf(field: Pick<SheetField, 'pointer'>, { document }: FieldSource): boolean {
  return getPointer(document, pointerOf(field)) === true
}

/** Bounds of a number; a counter takes its upper one from the sheet. */
export function boundsOf(field: SheetField, source: FieldSource): { minimum: number; maximum: number } {
  const { minimum = field.kind === 'counter' ? 0 : -1_000_000, maximum = 1_000_000, maximumPointer } = field
  if (maximumPointer === undefined) return { minimum, maximum }
  return { minimum, maximum: Math.max(minimum, numberOf({ pointer: maximumPointer }, source)) }
}

/** A number as a modifier: always with its sign, and a real minus. */
export function signed(value: number): string {
  return value < 0 ? `−${-value}` : `+${value}`
}

export interface NumberView {
  /** The large figure. */
  main: string
  /** The small one beside it; null when it would say the same. */
  side: string | null
}

/**
 * How a number (or a flag with a roll) is shown. What is rolled counts most, so a derived modifier is large
 * and the value it comes from small; without a roll it is the other way round.
 */
export function numberView(field: SheetField, source: FieldSource): NumberView {
  const value = numberOf(field, source)
  const derived = field.derived === undefined ? undefined : source.derived[field.derived]
  if (field.roll === undefined) {
    return { main: String(value), side: derived === undefined || derived === value ? null : signed(derived) }
  }
  if (derived === undefined) return { main: signed(value), side: null }
  const same = derived === value || field.kind === 'flag'
  return { main: signed(derived), side: same ? null : String(value) }
}

/** Steps of training, such as none, proficient, expert: shown as dots. Null for anything with more steps. */
export function pipsOf(field: SheetField, source: FieldSource): { filled: number; of: number } | null {
  if (field.roll === undefined) return null
  if (field.kind === 'flag') return { filled: flagOf(field, source) ? 1 : 0, of: 1 }
  if (field.kind !== 'number' || field.derived === undefined) return null
  const { minimum, maximum } = boundsOf(field, source)
  if (minimum !== 0 || maximum < 1 || maximum > 3) return null
  return { filled: numberOf(field, source), of: maximum }
}

/** Longest text the schema of the sheet allows at a place; undefined when it does not say. */
export function maxLengthOf(schema: unknown, pointer: string): number | undefined {
  let node: unknown = schema
  for (const step of pointer.slice(1).split('/')) {
    const properties = getPointer(node, `/properties/${step}`)
    node = properties ?? getPointer(node, '/items')
  }
  const limit = getPointer(node, '/maxLength')
  return typeof limit === 'number' ? limit : undefined
}
