import { arrayOf, isObject, type JsonObject, type JsonValue, objectOf, textOf } from './json-value.ts'
import { mapSchema } from './schema-walk.ts'

/** Who reads: `strict` for what we send and answer, `params` for strings on the wire, `reader` for consumers. */
export type Variant = 'strict' | 'params' | 'reader'

const reference = /^#\/components\/schemas\/(.+)$/

/** A schema as Ajv takes it: references by component name, without what Ajv does not know. */
export function forAjv(schema: JsonObject, variant: Variant, components: JsonObject): JsonObject {
  const cleaned = mapSchema(schema, cleanSchema)
  if (variant === 'params') return mapSchema(cleaned, canonicalIntegers)
  return variant === 'reader' ? mapSchema(cleaned, (inner) => tolerant(inner, components)) : cleaned
}

function cleanSchema(object: JsonObject): JsonObject {
  const entries = Object.entries(object)
    .filter(([key]) => !key.startsWith('x-') && !ignoredKeys.has(key))
    .map(([key, value]): [string, JsonValue] => {
      const name = key === '$ref' && typeof value === 'string' ? reference.exec(value)?.[1] : undefined
      if (name !== undefined) return [key, name]
      // Ajv throws on a mapping; the branches' own constants say the same.
      if (key === 'discriminator') return [key, { propertyName: objectOf(value).propertyName ?? '' }]
      return [key, value]
    })
  return Object.fromEntries(entries)
}

/** Keywords that describe and do not check; `$id` and `$schema` would change how references resolve. */
const ignoredKeys = new Set(['$id', '$schema', '$comment', 'example', 'examples', 'externalDocs', 'xml'])

/** One spelling of each integer. */
const integerText = { type: 'string', pattern: '^(-?[1-9][0-9]*|0)$' }

/**
 * Coercion reads whatever JavaScript takes for a number: `0x10`, `1e1`, `01`, ` 1`. `allOf` is evaluated before
 * `properties`, so the text is still as it was sent.
 */
function canonicalIntegers(object: JsonObject): JsonObject {
  const integers = Object.entries(objectOf(object.properties)).filter(
    ([, property]) => objectOf(property).type === 'integer',
  )
  if (integers.length === 0) return object
  const texts = {
    type: 'object',
    properties: Object.fromEntries(integers.map(([name]) => [name, integerText])),
  }
  return { ...object, allOf: [...arrayOf(object.allOf), texts] }
}

/** Consumers take unknown fields, and unknown branches of a discriminated union. */
function tolerant(object: JsonObject, components: JsonObject): JsonObject {
  const { additionalProperties, unevaluatedProperties, ...rest } = object
  const open = {
    ...rest,
    ...(isObject(additionalProperties) ? { additionalProperties } : {}),
    ...(isObject(unevaluatedProperties) ? { unevaluatedProperties } : {}),
  }
  const property = objectOf(object.discriminator).propertyName
  return typeof property === 'string' && Array.isArray(object.oneOf)
    ? tolerantUnion(open, property, components)
    : open
}

function tolerantUnion(union: JsonObject, property: string, components: JsonObject): JsonObject {
  const { discriminator = {}, oneOf = [], ...rest } = union
  const known = arrayOf(oneOf).flatMap((branch) => constantsOf(objectOf(branch), property, components))
  const tag = (schema: JsonObject): JsonObject => ({
    type: 'object',
    required: [property],
    properties: { [property]: { type: 'string', ...schema } },
  })
  return {
    ...rest,
    type: 'object',
    if: tag({ enum: known }),
    // biome-ignore lint/suspicious/noThenProperty: this is the JSON Schema keyword.
    then: { type: 'object', required: [property], discriminator, oneOf },
    else: tag({}),
  }
}

function constantsOf(branch: JsonObject, property: string, components: JsonObject): JsonValue[] {
  const name = textOf(branch.$ref)
  const schema = name === '' ? branch : objectOf(components[name])
  const tag = objectOf(objectOf(schema.properties)[property])
  return 'const' in tag ? [tag.const ?? null] : arrayOf(tag.enum)
}
