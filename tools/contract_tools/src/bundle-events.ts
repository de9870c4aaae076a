import type { EventContract } from './event-contract.ts'
import { type JsonObject, objectOf, textOf } from './json-value.ts'

/**
 * Events and frames as OpenAPI, so that the breaking gate reads direction right: what the server sends is a
 * webhook's request body (a consumer reads it), what a client sends is an operation's request body.
 */
export function bundleEvents(contract: EventContract, openapi: JsonObject): JsonObject {
  const paths: JsonObject = {}
  const webhooks: JsonObject = {}
  const deliver = (type: string, name: string): void => {
    webhooks[type] = { post: messageOperation(`deliver${name}`, name) }
  }
  const publish = (type: string, id: string, name: string): void => {
    paths[`/${type}`] = { post: messageOperation(`publish${id}`, name) }
  }
  for (const event of contract.events) {
    deliver(event.type, event.name)
    if (event.publishName !== null) publish(event.type, event.name, event.publishName)
  }
  for (const frame of contract.frames) {
    if (frame.direction !== 'client') deliver(frame.type, frame.name)
    if (frame.direction !== 'server') publish(frame.type, frame.name, frame.name)
  }
  const information = objectOf(openapi.info)
  return {
    openapi: '3.1.0',
    info: {
      title: `${textOf(information.title)}: events and frames`,
      version: information.version ?? '0.0.0',
      description:
        'Generated from contracts/events for the breaking gate and the types; not an HTTP interface.',
    },
    paths,
    webhooks,
    components: { schemas: contract.schemas },
  }
}

function messageOperation(operationId: string, schemaName: string): JsonObject {
  return {
    operationId,
    requestBody: {
      required: true,
      content: { 'application/cloudevents+json': { schema: { $ref: `#/components/schemas/${schemaName}` } } },
    },
    responses: { '204': { description: 'Taken.' } },
  }
}
