import {
  arrayOf,
  isObject,
  type JsonObject,
  type JsonValue,
  objectOf,
  printJson,
  textOf,
} from '../json-value.ts'
import type { RatedChange } from './rate-changes.ts'

/**
 * What the diff tool rates as patch although it breaks somebody: a renamed or removed component (it is a type
 * name in every SDK), a changed credential, and a changed lane, publisher, audience or direction of a message.
 */
export function ownChanges(base: JsonObject, revision: JsonObject): RatedChange[] {
  return [
    ...removedComponents(base, revision),
    ...changedSecurity(base, revision),
    ...changedMessages(base, revision),
  ]
}

function componentsOf(document: JsonObject): string[] {
  return Object.entries(objectOf(document.components)).flatMap(([kind, group]) =>
    Object.keys(objectOf(group)).map((name) => `${kind}/${name}`),
  )
}

function removedComponents(base: JsonObject, revision: JsonObject): RatedChange[] {
  const present = new Set(componentsOf(revision))
  return componentsOf(base)
    .filter((name) => !present.has(name))
    .map((name) => ({
      impact: 'major',
      rule: 'component-removed',
      path: `#/components/${name}`,
      message: `${name} was removed or renamed: SDK users lose the type`,
    }))
}

function operationsOf(document: JsonObject): Map<string, JsonObject> {
  const operations = new Map<string, JsonObject>()
  for (const item of Object.values(objectOf(document.paths))) {
    for (const operation of Object.values(objectOf(item))) {
      const id = textOf(objectOf(operation).operationId)
      if (isObject(operation) && id !== '') operations.set(id, operation)
    }
  }
  return operations
}

function changedSecurity(base: JsonObject, revision: JsonObject): RatedChange[] {
  const effective = (document: JsonObject, operation: JsonObject): JsonValue =>
    arrayOf(operation.security ?? document.security)
  const revised = operationsOf(revision)
  return [...operationsOf(base)].flatMap(([id, operation]) => {
    const now = revised.get(id)
    if (now === undefined) return []
    if (printJson(effective(base, operation)) === printJson(effective(revision, now))) return []
    return [
      {
        impact: 'major' as const,
        rule: 'security-changed',
        path: `#/operations/${id}/security`,
        message: `${id} demands another credential than before`,
      },
    ]
  })
}

const messageKeywords = ['x-type', 'x-lane', 'x-publish', 'x-audience', 'x-direction']

function changedMessages(base: JsonObject, revision: JsonObject): RatedChange[] {
  const revised = objectOf(objectOf(revision.components).schemas)
  return Object.entries(objectOf(objectOf(base.components).schemas)).flatMap(([name, schema]) => {
    const now = objectOf(revised[name])
    const changed = messageKeywords.filter(
      (keyword) => name in revised && objectOf(schema)[keyword] !== now[keyword],
    )
    return changed.map((keyword) => ({
      impact: 'major' as const,
      rule: 'message-keyword-changed',
      path: `#/components/schemas/${name}/${keyword}`,
      message: `${name}: ${keyword} was ${textOf(objectOf(schema)[keyword])}`,
    }))
  })
}
