import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serviceNames } from '../emit-table-types.ts'
import {
  arrayOf,
  escapePointer,
  isObject,
  type JsonObject,
  type JsonValue,
  objectOf,
  textOf,
  valueAt,
} from '../json-value.ts'
import { repositoryRoot } from '../layout.ts'
import type { DocumentRule } from './rule.ts'

interface Operation {
  readonly document: JsonObject
  readonly pointer: string
  readonly method: string
  readonly item: JsonObject
  readonly value: JsonObject
}

const methods = ['delete', 'get', 'patch', 'post', 'put']

function operationsOf(document: JsonObject): Operation[] {
  return Object.entries(objectOf(document.paths)).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const value = objectOf(item)[method]
      if (!isObject(value)) return []
      return [
        { document, pointer: `/paths/${escapePointer(path)}/${method}`, method, item: objectOf(item), value },
      ]
    }),
  )
}

function resolved(document: JsonObject, value: JsonValue | undefined): JsonObject {
  const object = objectOf(value)
  const reference = textOf(object.$ref)
  return reference === '' ? object : resolved(document, valueAt(document, reference.slice(1)))
}

function parametersOf({ document, item, value }: Operation): JsonObject[] {
  return [...arrayOf(item.parameters), ...arrayOf(value.parameters)].map((parameter) =>
    resolved(document, parameter),
  )
}

function hasParameter(operation: Operation, name: string): boolean {
  return parametersOf(operation).some((parameter) => parameter.name === name)
}

function responsesOf({ document, value }: Operation): [string, JsonObject][] {
  return Object.entries(objectOf(value.responses)).map(([status, response]) => [
    status,
    resolved(document, response),
  ])
}

/** Builds a rule that looks at one operation at a time; the answer is what is wrong, or nothing. */
function operationRule(rule: {
  id: string
  why: string
  find: (operation: Operation) => string | undefined
}): DocumentRule {
  return {
    id: rule.id,
    why: rule.why,
    check(document, report) {
      for (const operation of operationsOf(document)) {
        const message = rule.find(operation)
        if (message !== undefined) report(operation.pointer, message)
      }
    },
  }
}

const operationIdCase = operationRule({
  id: 'rpg-operation-id-case',
  why: 'Handlers and SDK methods are named by it.',
  find: ({ value }) =>
    /^[a-z][A-Za-z0-9]*$/.test(textOf(value.operationId))
      ? undefined
      : 'Give the operation an operationId in camelCase',
})

const explicitSecurity = operationRule({
  id: 'rpg-explicit-security',
  why: 'The breaking gate misses an operation that loses its own security and inherits.',
  find: ({ value }) => (Array.isArray(value.security) ? undefined : 'State security on the operation itself'),
})

/** The reviewed list: operations without a credential, each with its reason. */
const publicOperations = objectOf(
  JSON.parse(readFileSync(join(repositoryRoot, 'contracts/rules/public-operations.json'), 'utf8')),
)

const publicOperation = operationRule({
  id: 'rpg-public-operations',
  why: 'Whatever needs no credential is on the reviewed list contracts/rules/public-operations.json.',
  find: ({ document, value }) => {
    const security = value.security ?? document.security
    const isPublic =
      arrayOf(security).length === 0 ||
      arrayOf(security).some((one) => Object.keys(objectOf(one)).length === 0)
    if (!isPublic || textOf(publicOperations[textOf(value.operationId)]) !== '') return undefined
    return 'Demand a credential, or have the operation reviewed onto the list with its reason'
  },
})

const problemJson = operationRule({
  id: 'rpg-problem-json',
  why: 'There is one error format: RFC 9457.',
  find: (operation) => {
    const wrong = responsesOf(operation).filter(([status, response]) => {
      const content = objectOf(response.content)
      const reference = textOf(objectOf(objectOf(content['application/problem+json']).schema).$ref)
      const isProblem = Object.keys(content).length === 1 && reference === '#/components/schemas/Problem'
      return /^[45]/.test(status) && !isProblem
    })
    const statuses = wrong.map(([status]) => status).join(', ')
    return wrong.length === 0
      ? undefined
      : `Answer ${statuses} with application/problem+json and the Problem schema`
  },
})

const idempotencyKey = operationRule({
  id: 'rpg-idempotency-key',
  why: 'A client that got no answer must be able to repeat a POST.',
  find: (operation) => {
    const isExempt = textOf(operation.value['x-idempotency-exempt']).trim() !== ''
    if (operation.method !== 'post' || hasParameter(operation, 'Idempotency-Key') || isExempt)
      return undefined
    return 'Take Idempotency-Key, or say why not with x-idempotency-exempt: <reason>'
  },
})

const oneSuccessMediaType = operationRule({
  id: 'rpg-one-success-media-type',
  why: 'From JSON and SSE in one operation a generated client keeps only one.',
  find: (operation) => {
    const types = responsesOf(operation)
      .filter(([status]) => status.startsWith('2'))
      .flatMap(([, response]) => Object.keys(objectOf(response.content)))
    return new Set(types).size > 1 ? 'Split the operation: one success media type each' : undefined
  },
})

const xService = operationRule({
  id: 'rpg-x-service',
  why: 'Every operation has one owner.',
  find: ({ value }) =>
    (serviceNames as readonly string[]).includes(textOf(value['x-service']))
      ? undefined
      : `Say x-service: ${serviceNames.join(', ')}`,
})

const listPage = operationRule({
  id: 'rpg-list-page',
  why: 'Every list is paged the same way.',
  find: (operation) => {
    if (operation.method !== 'get' || !/^list[A-Z]/.test(textOf(operation.value.operationId)))
      return undefined
    const success = responsesOf(operation).find(([status]) => status === '200')?.[1] ?? {}
    const media = objectOf(objectOf(success.content)['application/json'])
    const required = arrayOf(resolved(operation.document, media.schema).required)
    const isPage = required.includes('items') && required.includes('nextCursor')
    const takesCursor = hasParameter(operation, 'cursor') && hasParameter(operation, 'limit')
    return isPage && takesCursor ? undefined : 'Take cursor and limit, answer { items, nextCursor }'
  },
})

const etagIfMatch = operationRule({
  id: 'rpg-etag-if-match',
  why: 'Two people at one table must not overwrite each other.',
  find: (operation) => {
    const { item, method, value } = operation
    const isMutable = isObject(item.put) || isObject(item.patch)
    if (!isMutable) return undefined
    const responses = Object.fromEntries(responsesOf(operation))
    if (method === 'get') {
      const hasTag = 'ETag' in objectOf(objectOf(responses['200']).headers)
      return hasTag && '304' in responses
        ? undefined
        : 'A mutable resource answers ETag, and 304 to If-None-Match'
    }
    if (method === 'post') return undefined
    if (method === 'delete' && textOf(value['x-if-match-exempt']).trim() !== '') return undefined
    const isGuarded = hasParameter(operation, 'If-Match') && '412' in responses && '428' in responses
    const exemption =
      method === 'delete' ? ', or say x-if-match-exempt: <reason> when it cancels or revokes' : ''
    return isGuarded ? undefined : `Take If-Match and list 412 and 428${exemption}`
  },
})

/** The rules that hold for REST operations. */
export const operationRules: readonly DocumentRule[] = [
  operationIdCase,
  explicitSecurity,
  publicOperation,
  problemJson,
  idempotencyKey,
  oneSuccessMediaType,
  xService,
  listPage,
  etagIfMatch,
]
