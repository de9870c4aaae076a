import {
  arrayOf,
  byCodeUnit,
  isObject,
  type JsonObject,
  type JsonValue,
  objectOf,
  textOf,
  valueAt,
} from './json-value.ts'

/** A schema some part of an operation must fit, and the exported name its validator has. */
export interface SchemaUse {
  readonly name: string
  readonly schema: JsonObject
}

/** One operation of the bundle, with every reference that the table needs resolved. */
export interface OperationModel {
  readonly id: string
  readonly method: string
  readonly path: string
  /** The path as Fastify writes it: `/v1/campaigns/:campaignId`. */
  readonly url: string
  readonly service: string
  /** The first tag; the web app loads validators by it. */
  readonly domain: string
  readonly security: JsonValue
  readonly idempotent: boolean
  readonly conditional: boolean
  readonly input: { readonly [place in InputPlace]: SchemaUse | null }
  readonly body: SchemaUse | null
  readonly bodyRequired: boolean
  readonly responses: readonly ResponseModel[]
}

/** One declared status with its media types; null where the body is not JSON and streams unchecked. */
export interface ResponseModel {
  readonly status: number
  readonly content: readonly { readonly mediaType: string; readonly use: SchemaUse | null }[]
}

/** The string-valued places of a request. */
export type InputPlace = 'params' | 'querystring' | 'headers'

const methods = ['delete', 'get', 'head', 'options', 'patch', 'post', 'put']
const placeOf: Record<string, InputPlace> = { path: 'params', query: 'querystring', header: 'headers' }

/** The validator for operations without query parameters: any query parameter is unknown. */
export const noQuery: SchemaUse = {
  name: 'NoQuery',
  schema: { type: 'object', additionalProperties: false, properties: {} },
}

/** Reads every operation of the bundle, ordered by operationId. */
export function readOperations(bundle: JsonObject): OperationModel[] {
  const models: OperationModel[] = []
  for (const [path, item] of Object.entries(objectOf(bundle.paths))) {
    for (const method of methods) {
      const operation = objectOf(item)[method]
      if (isObject(operation))
        models.push(readOperation(bundle, { path, method, item: objectOf(item), operation }))
    }
  }
  return models.sort((left, right) => byCodeUnit(left.id, right.id))
}

interface Place {
  readonly path: string
  readonly method: string
  readonly item: JsonObject
  readonly operation: JsonObject
}

function readOperation(bundle: JsonObject, { path, method, item, operation }: Place): OperationModel {
  const id = textOf(operation.operationId)
  if (id === '') throw new Error(`${method} ${path} has no operationId`)
  const parameters = mergedParameters(bundle, item, operation)
  const body = resolved(bundle, operation.requestBody)
  const bodySchema = objectOf(objectOf(objectOf(body.content)['application/json']).schema)
  const isNamed = (name: string) => (parameter: JsonObject) =>
    parameter.in === 'header' && textOf(parameter.name).toLowerCase() === name
  return {
    id,
    method: method.toUpperCase(),
    path,
    url: path.replaceAll(/\{([^}]+)\}/g, ':$1'),
    service: textOf(operation['x-service']),
    domain: textOf(arrayOf(operation.tags)[0]),
    security: operation.security ?? bundle.security ?? [],
    idempotent: parameters.some(isNamed('idempotency-key')),
    conditional: parameters.some(isNamed('if-match')) && '428' in objectOf(operation.responses),
    input: inputOf(id, parameters),
    body: 'content' in body ? schemaUse(bodySchema, `${capital(id)}Body`) : null,
    bodyRequired: body.required === true,
    responses: responsesOf(bundle, id, operation),
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function resolved(bundle: JsonObject, value: JsonValue | undefined): JsonObject {
  const object = objectOf(value)
  const reference = textOf(object.$ref)
  return reference === '' ? object : resolved(bundle, valueAt(bundle, reference.slice(1)))
}

/** An operation's own parameter replaces the path's parameter of the same name and place. */
function mergedParameters(bundle: JsonObject, item: JsonObject, operation: JsonObject): JsonObject[] {
  const merged = new Map<string, JsonObject>()
  for (const value of [...arrayOf(item.parameters), ...arrayOf(operation.parameters)]) {
    const parameter = resolved(bundle, value)
    merged.set(`${textOf(parameter.in)} ${textOf(parameter.name)}`, parameter)
  }
  return [...merged.values()]
}

function inputOf(id: string, parameters: readonly JsonObject[]): OperationModel['input'] {
  const input: Record<InputPlace, SchemaUse | null> = { params: null, querystring: noQuery, headers: null }
  for (const [location, place] of Object.entries(placeOf)) {
    const here = parameters.filter((parameter) => parameter.in === location)
    if (here.length === 0) continue
    const nameOf = (parameter: JsonObject): string =>
      place === 'headers' ? textOf(parameter.name).toLowerCase() : textOf(parameter.name)
    const required = here.filter((parameter) => parameter.required === true).map(nameOf)
    input[place] = {
      name: `${capital(id)}${capital(place)}`,
      schema: {
        type: 'object',
        ...(required.length > 0 ? { required: required.sort(byCodeUnit) } : {}),
        ...(place === 'headers' ? {} : { additionalProperties: false }),
        properties: Object.fromEntries(here.map((parameter) => [nameOf(parameter), parameter.schema ?? {}])),
      },
    }
  }
  return input
}

function responsesOf(bundle: JsonObject, id: string, operation: JsonObject): ResponseModel[] {
  return Object.entries(objectOf(operation.responses)).map(([status, value]) => {
    if (!/^[1-5]\d\d$/.test(status)) throw new Error(`${id}: status ${status} must be one number`)
    const content = Object.entries(objectOf(resolved(bundle, value).content))
    return {
      status: Number(status),
      content: content.map(([mediaType, media]) => {
        const schema = objectOf(objectOf(media).schema)
        const isJson = mediaType === 'application/json' || mediaType.endsWith('+json')
        return { mediaType, use: isJson ? schemaUse(schema, `${capital(id)}Response${status}`) : null }
      }),
    }
  })
}

/** A reference to a component uses that component's validator; an inline schema gets a name of its own. */
function schemaUse(schema: JsonObject, inlineName: string): SchemaUse {
  const component = /^#\/components\/schemas\/(.+)$/.exec(textOf(schema.$ref))?.[1]
  return { name: component ?? inlineName, schema }
}
