import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Finding } from '../finding.ts'
import { byCodeUnit, type JsonObject, type JsonValue, objectOf } from '../json-value.ts'
import type { Layout } from '../layout.ts'
import type { InputPlace, OperationModel, SchemaUse } from '../operation-model.ts'
import type { Gate, GateContext } from './gate.ts'
import { complaints, type GeneratedValidator, loadValidators } from './generated-modules.ts'

/**
 * Every example fits the contract by the generated validators, every operation has a success and a problem,
 * and every event type and control frame has one. An example file is `<operationId>/<case>.json` with
 * `{ request: { params?, query?, headers?, body? }, response: { status, headers?, body? } }`,
 * or `events/<type>/<case>.json` with a whole message; a case that starts with `publish` is a client's publish.
 */
export const examplesGate: Gate = {
  name: 'examples',
  async run(context) {
    const files = await exampleFiles(context.layout)
    const validators: Validators = {
      strict: await loadValidators(context.layout, 'strict'),
      params: await loadValidators(context.layout, 'params'),
    }
    const checked = { ...context, validators }
    return [
      ...files.flatMap((file) =>
        file.folder === 'events' ? eventFindings(file, checked) : restFindings(file, checked),
      ),
      ...missingExamples(files, context),
    ]
  },
}

interface Validators {
  readonly strict: ReadonlyMap<string, GeneratedValidator>
  readonly params: ReadonlyMap<string, GeneratedValidator>
}

type Context = GateContext & { readonly validators: Validators }

interface ExampleFile {
  /** Path from the repository, for findings. */
  readonly where: string
  /** `events`, or an operationId. */
  readonly folder: string
  /** The event type, for events. */
  readonly type: string
  readonly name: string
  readonly value: JsonObject
}

async function exampleFiles(layout: Layout): Promise<ExampleFile[]> {
  const entries = await readdir(layout.examples, { recursive: true }).catch(() => [])
  const names = entries.filter((entry) => entry.endsWith('.json')).sort(byCodeUnit)
  return Promise.all(
    names.map(async (entry) => {
      const file = join(layout.examples, entry)
      const parts = entry.split('/')
      return {
        where: relative(layout.root, file),
        folder: parts[0] ?? '',
        type: parts.length > 2 ? (parts[1] ?? '') : '',
        name: parts.at(-1) ?? '',
        value: objectOf(JSON.parse(await readFile(file, 'utf8'))),
      }
    }),
  )
}

/** Answers to a request that is itself wrong: its example may not fit the contract, that is the point. */
const aboutTheRequest = new Set([400, 413, 415, 422, 428])

function restFindings(file: ExampleFile, { model, validators }: Context): Finding[] {
  const operation = model.operations.find(({ id }) => id === file.folder)
  if (operation === undefined)
    return [finding('unknown-operation', file, `There is no operation ${file.folder}`)]
  const response = objectOf(file.value.response)
  const status = Number(response.status)
  const declared = operation.responses.find((candidate) => candidate.status === status)
  if (declared === undefined) return [finding('status', file, `${operation.id} does not declare ${status}`)]
  const request = objectOf(file.value.request)
  const requestFindings = aboutTheRequest.has(status) ? [] : checkRequest(operation, request, validators)
  const use = declared.content[0]?.use
  const bodyFindings = checkBody(use === undefined ? null : use, response.body, validators.strict)
  const isHonest = status < 400 || objectOf(response.body).status === status
  return [
    ...requestFindings.map((message) => finding('request', file, message)),
    ...bodyFindings.map((message) => finding('response', file, message)),
    ...(isHonest
      ? []
      : [finding('response', file, 'The status in the problem is not the status of the answer')]),
  ]
}

function checkRequest(operation: OperationModel, request: JsonObject, validators: Validators): string[] {
  const places: readonly [InputPlace, JsonValue | undefined][] = [
    ['params', request.params],
    ['querystring', request.query],
    ['headers', lowerCaseKeys(objectOf(request.headers))],
  ]
  const found = places.flatMap(([place, value]) => {
    const use = operation.input[place]
    if (use === null) return []
    const validator = validators.params.get(use.name)
    if (validator === undefined) return [`${use.name} has no validator: run \`pnpm generate\``]
    const message = complaints(validator, structuredClone(value ?? {}))
    return message === '' ? [] : [`${place}: ${message}`]
  })
  const hasBody = request.body !== undefined
  if (!hasBody && operation.bodyRequired) return [...found, 'body: must be sent']
  return hasBody || operation.body !== null
    ? [...found, ...(hasBody ? checkBody(operation.body, request.body, validators.strict) : [])]
    : found
}

function lowerCaseKeys(headers: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function checkBody(
  use: SchemaUse | null,
  body: JsonValue | undefined,
  validators: Validators['strict'],
): string[] {
  if (use === null) return body === undefined || body === null ? [] : ['body: must not be there']
  const validator = validators.get(use.name)
  if (validator === undefined) return [`${use.name} has no validator: run \`pnpm generate\``]
  const message = complaints(validator, body)
  return message === '' ? [] : [`body: ${message}`]
}

function eventFindings(file: ExampleFile, { model, validators }: Context): Finding[] {
  const { events, frames } = model.eventContract
  const event = events.find(({ type }) => type === file.type)
  const name = event === undefined ? frames.find(({ type }) => type === file.type)?.name : event.name
  if (name === undefined) return [finding('unknown-event', file, `There is no event type ${file.type}`)]
  const isPublish = file.name.startsWith('publish')
  const validatorName = isPublish ? (event?.publishName ?? '') : name
  const validator = validators.strict.get(validatorName)
  if (validator === undefined)
    return [finding('event', file, `${validatorName || 'A publish'} has no validator`)]
  const message = complaints(validator, file.value)
  return message === '' ? [] : [finding('event', file, message)]
}

function missingExamples(files: readonly ExampleFile[], { layout, model }: GateContext): Finding[] {
  const folder = relative(layout.root, layout.examples)
  const statuses = (id: string): number[] =>
    files.filter((file) => file.folder === id).map((file) => Number(objectOf(file.value.response).status))
  const rest = model.operations.flatMap(({ id }) => {
    const missing = [
      ...(statuses(id).some((status) => status < 400) ? [] : ['success']),
      ...(statuses(id).some((status) => status >= 400) ? [] : ['problem']),
    ]
    return missing.map((kind) => ({
      rule: 'examples:rpg-has-example',
      where: `${folder}/${id}`,
      message: `${id} has no ${kind} example`,
    }))
  })
  const shown = new Set(files.filter((file) => file.folder === 'events').map(({ type }) => type))
  const { events: eventTypes, frames } = model.eventContract
  const events = [...eventTypes, ...frames]
    .filter(({ type }) => !shown.has(type))
    .map(({ type }) => ({
      rule: 'examples:rpg-has-example',
      where: `${folder}/events/${type}`,
      message: `${type} has no example`,
    }))
  return [...rest, ...events]
}

function finding(rule: string, file: ExampleFile, message: string): Finding {
  return { rule: `examples:${rule}`, where: file.where, message }
}
