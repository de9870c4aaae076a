import { RpgError } from '@rpg-bot/rpg_contracts'

/** What a part of a sort key may be, and how it is checked when it comes back from a client. */
export type CursorPart = 'uuid' | 'timestamp' | 'integer' | 'text'

type ValueOf<Part extends CursorPart> = Part extends 'timestamp'
  ? Date
  : Part extends 'integer'
    ? number
    : string
/** The sort key of a shape: one value a part. */
export type CursorKey<Shape extends readonly CursorPart[]> = { [Index in keyof Shape]: ValueOf<Shape[Index]> }

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const cursorForm = /^[\w-]{1,512}$/

const readers: { readonly [Part in CursorPart]: (value: unknown) => ValueOf<Part> | undefined } = {
  uuid: (value) => (typeof value === 'string' && uuidForm.test(value) ? value : undefined),
  text: (value) =>
    typeof value === 'string' && value.isWellFormed() && !value.includes('\0') ? value : undefined,
  integer: (value) => (Number.isSafeInteger(value) ? (value as number) : undefined),
  // Milliseconds since 1970, before which nothing of ours was made; the year 9999 is the last that RFC 3339
  // and PostgreSQL both can write.
  timestamp: (value) =>
    Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < 253_402_300_800_000
      ? new Date(value as number)
      : undefined,
}

/** Makes the opaque cursor that goes on after the row with this sort key. */
export function encodePageCursor(key: readonly (Date | number | string)[]): string {
  const values = key.map((value) => (value instanceof Date ? value.getTime() : value))
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/**
 * Reads a cursor back. It comes from a client, so its form is checked; it is no secret and no permission, and
 * a query that uses it must still filter by what the caller may see.
 *
 * @param cursor as sent; undefined for the first page
 * @param shape the parts of the sort key, in order
 * @throws RpgError `cursor_invalid`
 */
export function decodePageCursor<const Shape extends readonly CursorPart[]>(
  cursor: string | undefined,
  shape: Shape,
): CursorKey<Shape> | undefined {
  if (cursor === undefined) return undefined
  const values = parse(cursor)
  if (values?.length === shape.length) {
    const key = shape.map((part, index) => readers[part](values[index]))
    if (key.every((value) => value !== undefined)) return key as CursorKey<Shape>
  }
  throw new RpgError('cursor_invalid', {
    detail: 'Use nextCursor of the page before, or leave the cursor out to begin anew.',
    errors: [{ in: 'query', pointer: '/cursor', rule: 'cursor', message: 'is not a cursor of this list' }],
  })
}

function parse(cursor: string): unknown[] | undefined {
  if (!cursorForm.test(cursor)) return undefined
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

/**
 * Cuts rows that were read with `limit + 1` into a page: the extra row only says that there are more.
 *
 * @param options.keyOf sort key of a row, in the order of the shape that decodes it
 */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  options: {
    limit: number
    keyOf: (row: Row) => readonly (Date | number | string)[]
    toItem: (row: Row) => Item
  },
): { items: Item[]; nextCursor: string | null } {
  const kept = rows.slice(0, options.limit)
  const last = kept.at(-1)
  const more = rows.length > options.limit && last !== undefined
  return { items: kept.map(options.toItem), nextCursor: more ? encodePageCursor(options.keyOf(last)) : null }
}
