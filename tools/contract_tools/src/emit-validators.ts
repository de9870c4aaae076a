import { banner, key, literal, objectLines, uniqueSorted } from './emit-code.ts'
import type { EventContract } from './event-contract.ts'
import { isObject, type JsonObject, objectOf } from './json-value.ts'
import { noQuery, type OperationModel, type SchemaUse } from './operation-model.ts'
import type { Variant } from './schema-variants.ts'
import { bundleModule, standaloneSource } from './validator-code.ts'

/** A whole contract, read and resolved: what the emitters work from. */
export interface ContractModel {
  readonly openapi: JsonObject
  readonly eventsBundle: JsonObject
  readonly operations: readonly OperationModel[]
  readonly eventContract: EventContract
}

type Files = Record<string, string>

/** The component schemas of both bundles by name; an event used in both is the same text in both. */
export function allSchemas(model: ContractModel): JsonObject {
  return {
    ...objectOf(objectOf(model.openapi.components).schemas),
    ...model.eventContract.schemas,
  }
}

/** The validator modules for servers and the SDK, each with its types, by file name. */
export async function emitValidators(model: ContractModel): Promise<Files> {
  const components = allSchemas(model)
  const { operations } = model
  const inline = Object.fromEntries(
    operations
      .flatMap(strictUses)
      .filter(({ name }) => !(name in components))
      .map(pair),
  )
  const readers = [
    ...operations.flatMap(successUses),
    ...[...model.eventContract.events, ...model.eventContract.frames].map(({ name }) => ({
      name,
      schema: {},
    })),
    ...('Problem' in components ? [{ name: 'Problem', schema: {} }] : []),
  ]
  const inputs = operations.flatMap(({ input }) => Object.values(input).filter((use) => use !== null))
  const parts = await Promise.all([
    emitModule('strict', { ...inline, ...namesOf(components) }, model),
    emitModule('reader', Object.fromEntries(readers.map(pair)), model),
    emitModule('params', Object.fromEntries([...inputs, noQuery].map(pair)), model),
  ])
  return Object.assign({}, ...parts)
}

/** One small module per domain for the web app: strict for what it sends, reader for what it receives. */
export async function emitDomainValidators(model: ContractModel): Promise<Files> {
  const withEvents = model.eventContract.events.length > 0 ? [eventDomain] : []
  const domains = uniqueSorted([...model.operations.map(({ domain }) => domain), ...withEvents])
  const parts = await Promise.all(domains.map((domain) => emitDomain(domain, model)))
  return Object.assign({}, ...parts)
}

/** The domain whose module also holds events and frames. */
const eventDomain = 'party'

async function emitModule(
  variant: Variant,
  targets: Record<string, JsonObject>,
  model: ContractModel,
): Promise<Files> {
  const components = allSchemas(model)
  const source = standaloneSource({ variant, components, targets })
  const text = await bundleModule(`export * from 'validators:all'`, { all: source })
  const lines = Object.keys(targets)
    .sort()
    .map((name) => `export declare const ${name}: Validator<${typeOf(name, model)}>\n`)
  return {
    [`validators.${variant}.mjs`]: banner + text,
    [`validators.${variant}.d.mts`]: declarations('./', lines.join('')),
  }
}

async function emitDomain(domain: string, model: ContractModel): Promise<Files> {
  const components = allSchemas(model)
  const here = model.operations.filter((operation) => operation.domain === domain)
  const hasEvents = domain === eventDomain
  const events = hasEvents ? model.eventContract.events : []
  const frames = hasEvents ? model.eventContract.frames : []
  const sent = frames.filter(({ direction }) => direction !== 'server')
  const received = frames.filter(({ direction }) => direction !== 'client')
  const published = events.flatMap(({ type, publishName }) =>
    publishName === null ? [] : [{ type, name: publishName }],
  )
  const exports: [string, (readonly [string, string, string])[]][] = [
    ['bodies', here.flatMap(({ id, body }) => (body === null ? [] : [[id, 'strict', body.name] as const]))],
    ['results', here.flatMap((operation) => resultEntry(operation))],
    ...(hasEvents
      ? ([
          ['publishes', published.map(({ type, name }) => [type, 'strict', name] as const)],
          ['events', events.map(({ type, name }) => [type, 'reader', name] as const)],
          ['sentFrames', sent.map(({ type, name }) => [type, 'strict', name] as const)],
          ['receivedFrames', received.map(({ type, name }) => [type, 'reader', name] as const)],
        ] as [string, (readonly [string, string, string])[]][])
      : []),
  ]
  const inline = new Map(here.flatMap(strictUses).map(pair))
  const targetsOf = (variant: string): Record<string, JsonObject> =>
    Object.fromEntries(
      exports
        .flatMap(([, rows]) => rows)
        .filter((row) => row[1] === variant)
        .map((row) => [row[2], inline.get(row[2]) ?? {}]),
    )
  const entry = exports.map(
    ([name, rows]) =>
      `export const ${name} = {${rows.map(([id, variant, target]) => `${key(id)}: ${variant}.${target}`).join(', ')}}\n`,
  )
  const text = await bundleModule(
    `import * as strict from 'validators:strict'\nimport * as reader from 'validators:reader'\n${entry.join('')}`,
    {
      strict: standaloneSource({ variant: 'strict', components, targets: targetsOf('strict') }),
      reader: standaloneSource({ variant: 'reader', components, targets: targetsOf('reader') }),
    },
  )
  const types = exports.map(([name, rows]) => {
    const members = rows.map(([id, , target]): [string, string] => [
      id,
      `Validator<${typeOf(target, model)}>`,
    ])
    return `/** ${domainDoc[name] ?? name} */\nexport declare const ${name}: ${objectLines(members, '')}\n`
  })
  return {
    [`validators/${domain}.mjs`]: banner + text,
    [`validators/${domain}.d.mts`]: declarations('../', types.join('\n')),
  }
}

const domainDoc: Record<string, string> = {
  bodies: 'Request bodies by operationId, closed: what is sent.',
  results: 'Bodies of the successful answer by operationId, unknown fields allowed: what is received.',
  publishes: 'Events as a client publishes them by type, closed.',
  events: 'Events as the server delivers them by type, unknown fields allowed.',
  sentFrames: 'Control frames a client sends by type, closed.',
  receivedFrames: 'Control frames the server sends by type, unknown fields allowed.',
}

function resultEntry(operation: OperationModel): (readonly [string, string, string])[] {
  const first = successUses(operation)[0]
  return first === undefined ? [] : [[operation.id, 'reader', first.name]]
}

function strictUses(operation: OperationModel): SchemaUse[] {
  const bodies = operation.body === null ? [] : [operation.body]
  return [...bodies, ...responseUses(operation, () => true)]
}

function successUses(operation: OperationModel): SchemaUse[] {
  return responseUses(operation, (status) => status < 300)
}

function responseUses(operation: OperationModel, wanted: (status: number) => boolean): SchemaUse[] {
  return operation.responses
    .filter(({ status }) => wanted(status))
    .flatMap(({ content }) => content.flatMap(({ use }) => (use === null ? [] : [use])))
}

/** Every component as a target of its own; the set looks its schema up by the name. */
function namesOf(components: JsonObject): Record<string, JsonObject> {
  return Object.fromEntries(Object.keys(components).map((name) => [name, {}]))
}

function pair({ name, schema }: SchemaUse): [string, JsonObject] {
  return [name, schema]
}

function typeOf(name: string, { openapi, eventContract }: ContractModel): string {
  if (isObject(objectOf(objectOf(openapi.components).schemas)[name])) return `Schemas[${literal(name)}]`
  return name in eventContract.schemas ? `EventSchemas[${literal(name)}]` : 'unknown'
}

function declarations(up: string, body: string): string {
  return `${banner}
import type { components as eventComponents } from '${up}event-schemas.d.ts'
import type { components } from '${up}openapi.d.ts'
import type { Validator } from '${up}table-types.ts'

type Schemas = components['schemas']
type EventSchemas = eventComponents['schemas']

${body}`
}
