type Json = Readonly<Record<string, unknown>>

/** Keywords a sheet schema is made of. Few, so that what a sheet can hold is plain to see and always bounded. */
const keywords: Readonly<Record<string, readonly string[]>> = {
  object: ['type', 'additionalProperties', 'required', 'properties', 'title', 'description'],
  array: ['type', 'items', 'minItems', 'maxItems', 'title', 'description'],
  string: ['type', 'minLength', 'maxLength', 'enum', 'title', 'description'],
  integer: ['type', 'minimum', 'maximum', 'title', 'description'],
  boolean: ['type', 'title', 'description'],
}

const MAX_DEPTH = 8
/** As the fields of a layout; it also keeps sums and products of a few numbers exact. */
const MAX_INTEGER = 1_000_000

/**
 * What keeps a schema from being the closed and bounded description of a sheet: open objects, optional
 * properties, endless text, numbers or lists, and keywords outside the few that sheets need.
 *
 * @returns problems with a JSON Pointer into the schema in front
 */
export function checkSheetSchema(schema: Json): string[] {
  const { $schema, ...root } = schema
  return [
    ...($schema === undefined || $schema === 'https://json-schema.org/draft/2020-12/schema'
      ? []
      : ['/$schema is not JSON Schema 2020-12']),
    ...(root['type'] === 'object' ? [] : ['/type of a sheet is not object']),
    ...checkNode(root, '', 0),
  ]
}

function checkNode(node: unknown, at: string, depth: number): string[] {
  if (!isObject(node)) return [`${at} is no schema`]
  if (depth > MAX_DEPTH) return [`${at} is nested more than ${MAX_DEPTH} deep`]
  const type = String(node['type'])
  const allowed = Object.hasOwn(keywords, type) ? keywords[type] : undefined
  if (allowed === undefined) return [`${at}/type ${type} is not for sheets`]
  const unknown = Object.keys(node)
    .filter((keyword) => !allowed.includes(keyword))
    .map((keyword) => `${at}/${keyword} is not for sheets`)
  return [...unknown, ...checkType(type, node, at), ...checkParts(node, at, depth)]
}

function checkType(type: string, node: Json, at: string): string[] {
  switch (type) {
    case 'object':
      return checkObject(node, at)
    case 'array':
      return [...needs(node, at, 'minItems'), ...needs(node, at, 'maxItems')]
    case 'string':
      return node['enum'] === undefined ? needs(node, at, 'maxLength') : []
    case 'integer':
      return ['minimum', 'maximum'].flatMap((bound) =>
        Math.abs(Number(node[bound] ?? Number.NaN)) <= MAX_INTEGER
          ? []
          : [`${at}/${bound} is not between -${MAX_INTEGER} and ${MAX_INTEGER}`],
      )
    default:
      return []
  }
}

function checkObject(node: Json, at: string): string[] {
  const names = Object.keys(isObject(node['properties']) ? node['properties'] : {})
  const required = new Set(Array.isArray(node['required']) ? (node['required'] as unknown[]) : [])
  return [
    ...(node['additionalProperties'] === false ? [] : [`${at}/additionalProperties is not false`]),
    ...names.filter((name) => !required.has(name)).map((name) => `${at}/required lacks ${name}`),
    ...names
      .filter((name) => !/^[a-z][A-Za-z0-9]*$/.test(name))
      .map((name) => `${at}/properties/${name} is not a camelCase name`),
  ]
}

function needs(node: Json, at: string, bound: string): string[] {
  return Number.isInteger(node[bound]) ? [] : [`${at}/${bound} is missing`]
}

function checkParts(node: Json, at: string, depth: number): string[] {
  if (node['type'] === 'array') return checkNode(node['items'], `${at}/items`, depth + 1)
  if (!isObject(node['properties'])) return node['type'] === 'object' ? [`${at}/properties is missing`] : []
  return Object.entries(node['properties']).flatMap(([name, part]) =>
    checkNode(part, `${at}/properties/${name}`, depth + 1),
  )
}

/**
 * The part of a checked schema that a JSON Pointer into a sheet leads to, in whatever sheet: list entries count
 * up to `minItems` only.
 *
 * @returns undefined when some sheet has nothing there
 */
export function schemaAt(schema: Json, pointer: string): Json | undefined {
  if (!pointer.startsWith('/')) return undefined
  let node: unknown = schema
  for (const step of pointer.slice(1).split('/')) {
    if (!isObject(node)) return undefined
    if (node['type'] === 'array') {
      const inRange = /^(0|[1-9]\d{0,3})$/.test(step) && Number(step) < Number(node['minItems'])
      node = inRange ? node['items'] : undefined
    } else {
      const properties = node['properties']
      node = isObject(properties) && Object.hasOwn(properties, step) ? properties[step] : undefined
    }
  }
  return isObject(node) ? node : undefined
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
