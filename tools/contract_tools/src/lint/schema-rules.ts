import { pascalName } from '../component-names.ts'
import { isObject, type JsonObject, type JsonValue, objectOf, textOf, visitObjects } from '../json-value.ts'
import { visitSchema } from '../schema-walk.ts'
import type { DocumentRule } from './rule.ts'

const camelName = /^[a-z][A-Za-z0-9]*$/

/** Calls `visit` for every schema of a bundle: components, and those written inside operations. */
function eachSchema(document: JsonObject, visit: (schema: JsonObject, pointer: string) => void): void {
  const { schemas, ...components } = objectOf(document.components)
  for (const [name, schema] of Object.entries(objectOf(schemas))) {
    visitSchema(objectOf(schema), `/components/schemas/${name}`, visit)
  }
  for (const [key, part] of Object.entries({ ...document, components })) {
    visitObjects(
      part,
      (object, pointer) => {
        if (isObject(object.schema)) visitSchema(object.schema, `${pointer}/schema`, visit)
      },
      `/${key}`,
    )
  }
}

function typesOf(schema: JsonObject): JsonValue[] {
  return Array.isArray(schema.type) ? schema.type : schema.type === undefined ? [] : [schema.type]
}

const closedObjects: DocumentRule = {
  id: 'rpg-closed-objects',
  why: 'An open object lets drift in; a reviewed exception says why in x-open-object.',
  check(document, report) {
    eachSchema(document, (schema, pointer) => {
      const isUnion = Array.isArray(schema.oneOf) || Array.isArray(schema.anyOf)
      const isObjectSchema = typesOf(schema).includes('object') || 'properties' in schema
      if (!isObjectSchema || (isUnion && !('properties' in schema))) return
      const reason = textOf(schema['x-open-object']).trim()
      if (schema.additionalProperties === false && reason === '') return
      const isTypedMap = isObject(schema.additionalProperties) && 'maxProperties' in schema
      if (isTypedMap && !('properties' in schema)) return
      if (schema.additionalProperties !== false && schema.additionalProperties !== undefined && reason !== '')
        return
      report(
        pointer,
        'Say additionalProperties: false, make it a map of one schema with maxProperties, or open it with x-open-object: <reason>',
      )
    })
  },
}

const noPrefixItems: DocumentRule = {
  id: 'rpg-no-prefix-items',
  why: 'Tuples break the type generators.',
  check(document, report) {
    eachSchema(document, (schema, pointer) => {
      if ('prefixItems' in schema) report(pointer, 'Use an object with named members instead of a tuple')
    })
  },
}

function eachUnion(document: JsonObject, visit: (schema: JsonObject, pointer: string) => void): void {
  eachSchema(document, (schema, pointer) => {
    if (Array.isArray(schema.oneOf) || Array.isArray(schema.anyOf)) visit(schema, pointer)
  })
}

const unionNeedsDiscriminator: DocumentRule = {
  id: 'rpg-union-needs-discriminator',
  why: 'Without one a failed union reports every branch, and readers cannot skip an unknown branch.',
  check(document, report) {
    eachUnion(document, (schema, pointer) => {
      const tag = textOf(objectOf(schema.discriminator).propertyName)
      if (tag === '' || !Array.isArray(schema.oneOf))
        report(pointer, 'Use oneOf with discriminator.propertyName')
    })
  },
}

const unionNeedsTypeObject: DocumentRule = {
  id: 'rpg-union-needs-type-object',
  why: 'Ajv strict mode and exact types need it.',
  check(document, report) {
    eachUnion(document, (schema, pointer) => {
      if (!typesOf(schema).includes('object')) report(pointer, 'Say type: object beside oneOf')
    })
  },
}

const noReadOnly: DocumentRule = {
  id: 'rpg-no-read-only',
  why: 'In generated types it is only a modifier; XCreate, XUpdate and X say who owns a field.',
  check(document, report) {
    eachSchema(document, (schema, pointer) => {
      if ('readOnly' in schema || 'writeOnly' in schema)
        report(pointer, 'Write separate XCreate, XUpdate and X schemas')
    })
  },
}

const pascalComponents: DocumentRule = {
  id: 'rpg-pascal-components',
  why: 'Components become type names.',
  check(document, report) {
    for (const [kind, group] of Object.entries(objectOf(document.components))) {
      if (kind === 'securitySchemes') continue
      for (const name of Object.keys(objectOf(group))) {
        if (!pascalName.test(name)) report(`/components/${kind}/${name}`, 'Name the component in PascalCase')
      }
    }
  },
}

const camelCase: DocumentRule = {
  id: 'rpg-camel-case',
  why: 'One spelling for names on the wire; headers keep the spelling of their RFC.',
  check(document, report) {
    eachSchema(document, (schema, pointer) => {
      for (const name of Object.keys(objectOf(schema.properties))) {
        if (!camelName.test(name)) report(`${pointer}/properties/${name}`, 'Name the property in camelCase')
      }
    })
    visitObjects(document, (parameter, pointer) => {
      if (!/\/parameters\/[^/]+$/.test(pointer) || typeof parameter.name !== 'string') return
      const pattern = parameter.in === 'header' ? /^[A-Z][A-Za-z]*(-[A-Z][A-Za-z]*)*$/ : camelName
      if (!pattern.test(parameter.name))
        report(pointer, 'Name the parameter in camelCase, a header as its RFC does')
    })
  },
}

const eventType =
  /^io\.rpgbot\.([a-z][a-z0-9]*)\.([a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)?)\.v([1-9]\d*)$/
const wanted: Record<string, readonly string[]> = {
  'x-lane': ['durable', 'ephemeral'],
  'x-publish': ['client', 'server'],
  'x-audience': ['party', 'listed'],
}

const eventShape: DocumentRule = {
  id: 'rpg-x-event',
  why: 'Lane, publisher and audience decide how an event is stored, accepted and hidden.',
  check(document, report) {
    for (const name of messageNames(document)) {
      const schema = objectOf(objectOf(objectOf(document.components).schemas)[name])
      checkMessage(schema, (detail) => report(`/components/schemas/${name}`, detail))
    }
  },
}

/** Schemas that are a message as a whole: those with x-type, and those the events bundle carries. */
function messageNames(document: JsonObject): Set<string> {
  const schemas = Object.entries(objectOf(objectOf(document.components).schemas))
  const names = new Set(schemas.filter(([, schema]) => 'x-type' in objectOf(schema)).map(([name]) => name))
  visitObjects(document, (object) => {
    const reference = textOf(objectOf(objectOf(object['application/cloudevents+json']).schema).$ref)
    if (reference !== '') names.add(reference.slice('#/components/schemas/'.length))
  })
  return names
}

function checkMessage(schema: JsonObject, report: (detail: string) => void): void {
  const type = textOf(schema['x-type'])
  if (!eventType.test(type)) report('Say x-type: io.rpgbot.<domain>.<noun-action>.v<n>')
  if (objectOf(objectOf(schema.properties).type).const !== type)
    report('properties.type must be the constant x-type')
  if ('x-direction' in schema) {
    if (!['client', 'server', 'both'].includes(textOf(schema['x-direction'])))
      report('x-direction is client, server or both')
    return
  }
  for (const [keyword, values] of Object.entries(wanted)) {
    if (!values.includes(textOf(schema[keyword]))) report(`Say ${keyword}: ${values.join(' or ')}`)
  }
  const data = objectOf(objectOf(schema.properties).data)
  const holdsAudience = isObject(data.properties) && 'audience' in data.properties
  const isClosedInline = isObject(data.properties)
  if (schema['x-audience'] === 'listed' && isClosedInline && !holdsAudience)
    report('A listed event carries data.audience')
}

/** The rules that hold for every bundle: REST, events and frames. */
export const schemaRules: readonly DocumentRule[] = [
  closedObjects,
  noPrefixItems,
  unionNeedsDiscriminator,
  unionNeedsTypeObject,
  noReadOnly,
  pascalComponents,
  camelCase,
  eventShape,
]
