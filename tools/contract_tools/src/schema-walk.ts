import { escapePointer, isObject, type JsonObject, type JsonValue } from './json-value.ts'

/** Keywords whose value is a map of schemas; its keys are names, not keywords. */
const mapKeywords = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas'])
/** Keywords whose value is a list of schemas. */
const listKeywords = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])
/** Keywords whose value is a schema. */
const schemaKeywords = new Set([
  'additionalProperties',
  'contains',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
])

/**
 * Rewrites a schema and every schema in it, inner ones first. Knows keywords from names and from instances:
 * a property called `example` and an object in `const` stay as they are.
 */
export function mapSchema(schema: JsonObject, change: (schema: JsonObject) => JsonObject): JsonObject {
  const inner = (value: JsonValue): JsonValue => (isObject(value) ? mapSchema(value, change) : value)
  const entries = Object.entries(schema).map(([keyword, value]): [string, JsonValue] => {
    if (mapKeywords.has(keyword) && isObject(value)) {
      return [keyword, Object.fromEntries(Object.entries(value).map(([name, item]) => [name, inner(item)]))]
    }
    if (listKeywords.has(keyword) && Array.isArray(value)) return [keyword, value.map(inner)]
    return [keyword, schemaKeywords.has(keyword) ? inner(value) : value]
  })
  return change(Object.fromEntries(entries))
}

/** Calls `visit` with a schema and every schema in it, outer ones first, with their JSON pointers. */
export function visitSchema(
  schema: JsonObject,
  pointer: string,
  visit: (schema: JsonObject, pointer: string) => void,
): void {
  visit(schema, pointer)
  for (const [keyword, value] of Object.entries(schema)) {
    const here = `${pointer}/${escapePointer(keyword)}`
    const isContainer = mapKeywords.has(keyword) || listKeywords.has(keyword)
    if (isContainer && typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value)) {
        if (isObject(item)) visitSchema(item, `${here}/${escapePointer(name)}`, visit)
      }
    } else if (schemaKeywords.has(keyword) && isObject(value)) visitSchema(value, here, visit)
  }
}
