import { banner, literal } from './emit-code.ts'
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

/** The closed schemas of an operation: its body and every answer. */
export function strictUses(operation: OperationModel): SchemaUse[] {
  const bodies = operation.body === null ? [] : [operation.body]
  return [...bodies, ...responseUses(operation, () => true)]
}

/** The schemas of an operation's successful answers. */
export function successUses(operation: OperationModel): SchemaUse[] {
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

/** A schema use as an entry of a set's targets. */
export function pair({ name, schema }: SchemaUse): [string, JsonObject] {
  return [name, schema]
}

/** The type a validator narrows to. */
export function typeOf(name: string, { openapi, eventContract }: ContractModel): string {
  if (isObject(objectOf(objectOf(openapi.components).schemas)[name])) return `Schemas[${literal(name)}]`
  return name in eventContract.schemas ? `EventSchemas[${literal(name)}]` : 'unknown'
}

/** The text of a `.d.mts` file whose folder is `up` from the generated folder. */
export function declarations(up: string, body: string): string {
  return `${banner}
import type { components as eventComponents } from '${up}event-schemas.d.ts'
import type { components } from '${up}openapi.d.ts'
import type { Validator } from '${up}table-types.ts'

type Schemas = components['schemas']
type EventSchemas = eventComponents['schemas']

${body}`
}
