/** Any value JSON can hold. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject
/** A JSON object: what contracts, schemas and bundles are made of. */
export interface JsonObject {
  [key: string]: JsonValue
}

/** True for a JSON object, false for arrays, null and scalars. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value as an object; an empty one when it is anything else. */
export function objectOf(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {}
}

/** The value as an array; an empty one when it is anything else. */
export function arrayOf(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : []
}

/** The value as a string; empty when it is anything else. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : ''
}

/** Compares by code unit: locale-aware sorting differs between machines. */
export function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

/** A copy whose keys are sorted at every depth; array order is meaning and stays. */
export function sortKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (!isObject(value)) return value
  const sorted = Object.keys(value).sort(byCodeUnit)
  return Object.fromEntries(sorted.map((key) => [key, sortKeys(value[key] ?? null)]))
}

/** The one text form of committed JSON: sorted keys, two spaces, final newline. */
export function printJson(value: JsonValue): string {
  return `${JSON.stringify(sortKeys(value), null, 2)}\n`
}

/** Applies `change` to every object, children first, and returns the rewritten copy. */
export function mapObjects(value: JsonValue, change: (object: JsonObject) => JsonObject): JsonValue {
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, change))
  if (!isObject(value)) return value
  return change(
    Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapObjects(item, change)])),
  )
}

/** Calls `visit` with every object in the value and its JSON pointer, parents first. */
export function visitObjects(
  value: JsonValue,
  visit: (object: JsonObject, pointer: string) => void,
  pointer = '',
): void {
  if (isObject(value)) visit(value, pointer)
  const entries = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : []
  for (const [key, item] of entries) visitObjects(item, visit, `${pointer}/${escapePointer(String(key))}`)
}

/** One segment of a JSON pointer, escaped as RFC 6901 section 3 says. */
export function escapePointer(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** The value at a JSON pointer (RFC 6901), or undefined. */
export function valueAt(value: JsonValue, pointer: string): JsonValue | undefined {
  let current: JsonValue | undefined = value
  for (const segment of pointer.split('/').slice(1)) {
    const key = decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(current)) current = current[Number(key)]
    else if (isObject(current)) current = current[key]
    else return undefined
  }
  return current
}
