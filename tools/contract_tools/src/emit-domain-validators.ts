import { join } from 'node:path'
import { banner, key, literal, objectLines, uniqueSorted } from './emit-code.ts'
import {
  allSchemas,
  type ContractModel,
  declarations,
  pair,
  strictUses,
  successUses,
  typeOf,
} from './emit-validators.ts'
import { type JsonObject, objectOf, printJson } from './json-value.ts'
import { toolRoot } from './layout.ts'
import type { Variant } from './schema-variants.ts'
import { bundleModule, standaloneSource } from './validator-code.ts'

type Side = Exclude<Variant, 'params'>

/** One member of an exported table: its key, the expression of its validator, and the type it narrows to. */
interface Member {
  readonly id: string
  readonly expression: string
  readonly component: string
}

interface Table {
  readonly name: string
  readonly doc: string
  readonly members: readonly Member[]
}

/** The domain whose module also holds events and frames. */
const eventDomain = 'party'

/** One small module per domain for the web app: strict for what it sends, reader for what it receives. */
export async function emitDomainValidators(model: ContractModel): Promise<Record<string, string>> {
  const withEvents = model.eventContract.events.length > 0 ? [eventDomain] : []
  const domains = uniqueSorted([...model.operations.map(({ domain }) => domain), ...withEvents])
  const parts = await Promise.all(domains.map((domain) => emitDomain(domain, model)))
  return Object.assign({}, ...parts)
}

async function emitDomain(domain: string, model: ContractModel): Promise<Record<string, string>> {
  const components = allSchemas(model)
  const targets = createTargets()
  const tables = [
    ...operationTables(domain, { model, targets }),
    ...(domain === eventDomain ? messageTables({ model, targets, components }) : []),
  ]
  const entry = tables.map(({ name, members }) => {
    const entries = members.map(({ id, expression }) => `${key(id)}: ${expression}`)
    return `export const ${name} = { ${entries.join(', ')} }\n`
  })
  const imports = `import * as strict from 'validators:strict'
import * as reader from 'validators:reader'
import { messageValidator } from ${JSON.stringify(join(toolRoot, 'src/runtime/message-validator.ts'))}
`
  const text = await bundleModule(imports + entry.join(''), {
    strict: standaloneSource({ variant: 'strict', components, targets: targets.of('strict') }),
    reader: standaloneSource({ variant: 'reader', components, targets: targets.of('reader') }),
  })
  const types = tables.map(({ name, doc, members }) => {
    const entries = members.map(({ id, component }): [string, string] => [
      id,
      `Validator<${typeOf(component, model)}>`,
    ])
    return `/** ${doc} */\nexport declare const ${name}: ${objectLines(entries, '')}\n`
  })
  return {
    [`validators/${domain}.mjs`]: banner + text,
    [`validators/${domain}.d.mts`]: declarations('../', types.join('\n')),
  }
}

interface TableContext {
  readonly model: ContractModel
  readonly targets: Targets
}

function operationTables(domain: string, { model, targets }: TableContext): Table[] {
  const here = model.operations.filter((operation) => operation.domain === domain)
  const inline = new Map(here.flatMap(strictUses).map(pair))
  const member = (id: string, side: Side, name: string): Member => ({
    id,
    expression: targets.add(side, name, inline.get(name) ?? {}),
    component: name,
  })
  return [
    {
      name: 'bodies',
      doc: 'Request bodies by operationId, closed: what is sent.',
      members: here.flatMap(({ id, body }) => (body === null ? [] : [member(id, 'strict', body.name)])),
    },
    {
      name: 'results',
      doc: 'Bodies of the successful answer by operationId, unknown fields allowed: what is received.',
      members: here.flatMap((operation) => {
        const first = successUses(operation)[0]
        return first === undefined ? [] : [member(operation.id, 'reader', first.name)]
      }),
    },
  ]
}

function messageTables({ model, targets, components }: TableContext & { components: JsonObject }): Table[] {
  const { events, frames } = model.eventContract
  const member = (side: Side, { type, name }: { type: string; name: string }): Member => ({
    id: type,
    expression: messageExpression(targets, { side, type, name, schema: objectOf(components[name]) }),
    component: name,
  })
  const published = events.flatMap(({ type, publishName }) =>
    publishName === null ? [] : [{ type, name: publishName }],
  )
  return [
    {
      name: 'events',
      doc: 'Events as the server delivers them by type, unknown fields allowed.',
      members: events.map((event) => member('reader', event)),
    },
    {
      name: 'publishes',
      doc: 'Events as a client publishes them by type, closed.',
      members: published.map((message) => member('strict', message)),
    },
    {
      name: 'receivedFrames',
      doc: 'Control frames the server sends by type, unknown fields allowed.',
      members: frames
        .filter(({ direction }) => direction !== 'client')
        .map((frame) => member('reader', frame)),
    },
    {
      name: 'sentFrames',
      doc: 'Control frames a client sends by type, closed.',
      members: frames
        .filter(({ direction }) => direction !== 'server')
        .map((frame) => member('strict', frame)),
    },
  ]
}

interface Message {
  readonly side: Side
  readonly type: string
  readonly name: string
  readonly schema: JsonObject
}

/** Envelopes that are alike but for `type` and `data` become one validator; see the run-time function. */
function messageExpression(targets: Targets, { side, type, name, schema }: Message): string {
  const { title: _title, description: _description, ...rest } = schema
  const properties = objectOf(schema.properties)
  const shape = {
    ...Object.fromEntries(Object.entries(rest).filter(([keyword]) => !keyword.startsWith('x-'))),
    properties: { ...properties, type: { type: 'string' }, data: {} },
  }
  const data = objectOf(properties.data)
  const component = /^#\/components\/schemas\/([^/]+)$/.exec(
    Object.keys(data).length === 1 ? String(data.$ref) : '',
  )?.[1]
  const parts = [
    `shape: ${targets.add(side, targets.shapeName(printJson(shape)), shape)}`,
    `type: ${literal(type)}`,
    `data: ${targets.add(side, component ?? `${name}Data`, data)}`,
  ]
  return `messageValidator({ ${parts.join(', ')} })`
}

type Targets = ReturnType<typeof createTargets>

/** Collects what each side must compile; `add` answers the expression that names the validator. */
function createTargets() {
  const sides: Record<Side, Record<string, JsonObject>> = { strict: {}, reader: {} }
  const shapes = new Map<string, string>()
  return {
    add(side: Side, name: string, schema: JsonObject): string {
      sides[side][name] = schema
      return `${side}.${name}`
    },
    shapeName(text: string): string {
      const known = shapes.get(text) ?? `Shape${shapes.size + 1}`
      shapes.set(text, known)
      return known
    },
    of: (side: Side): Record<string, JsonObject> => sides[side],
  }
}
