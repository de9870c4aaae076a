import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { parse } from 'yaml'
import { componentNameOf, envelopeFile } from './component-names.ts'
import {
  byCodeUnit,
  isObject,
  type JsonObject,
  type JsonValue,
  objectOf,
  textOf,
  valueAt,
} from './json-value.ts'
import type { Layout } from './layout.ts'

/** A domain event: what its schema file says about it. */
export interface EventMessage {
  readonly kind: 'event'
  readonly name: string
  readonly type: string
  readonly lane: string
  readonly publish: string
  readonly audience: string
  /** The component its `data` is, when it is one of its own. */
  readonly dataName: string | null
  /** The component a client's publish must fit (`events/publish/`), or null when only the server makes it. */
  readonly publishName: string | null
}

/** A control frame of the sync channel. */
export interface FrameMessage {
  readonly kind: 'frame'
  readonly name: string
  readonly type: string
  /** Who sends it. */
  readonly direction: string
}

/** All event types and frames with the schemas they need, references made local. */
export interface EventContract {
  readonly events: readonly EventMessage[]
  readonly frames: readonly FrameMessage[]
  readonly schemas: JsonObject
}

/**
 * Reads every schema under `events/` into one contract with `#/components/schemas/` references.
 * A file with `x-type` is a message: in `publish/` the form a client sends, with `x-direction` a control frame,
 * otherwise an event as the server delivers it. Files without `x-type` are parts of messages.
 */
export async function readEventContract(layout: Layout): Promise<EventContract> {
  const schemas: JsonObject = {}
  const events: EventMessage[] = []
  const frames: FrameMessage[] = []
  const publishes = new Map<string, string>()
  const load = createLoader(schemas)
  for (const file of await jsonFiles(layout.events)) {
    if (basename(file) === envelopeFile) continue
    const name = await load(file, '')
    const schema = objectOf(schemas[name])
    const type = textOf(schema['x-type'])
    if (type === '') continue
    if (basename(dirname(file)) === 'publish') publishes.set(type, name)
    else if ('x-direction' in schema) {
      frames.push({ kind: 'frame', name, type, direction: textOf(schema['x-direction']) })
    } else events.push(describeEvent(name, schema))
  }
  return {
    events: events
      .map((event) => ({ ...event, publishName: publishes.get(event.type) ?? null }))
      .sort((left, right) => byCodeUnit(left.type, right.type)),
    frames: frames.sort((left, right) => byCodeUnit(left.type, right.type)),
    schemas,
  }
}

async function jsonFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true }).catch(() => [])
  return entries
    .filter((entry) => entry.endsWith('.json'))
    .sort(byCodeUnit)
    .map((entry) => join(folder, entry))
}

function describeEvent(name: string, schema: JsonObject): EventMessage {
  const reference = textOf(objectOf(objectOf(schema.properties).data).$ref)
  return {
    kind: 'event',
    name,
    type: textOf(schema['x-type']),
    lane: textOf(schema['x-lane']),
    publish: textOf(schema['x-publish']),
    audience: textOf(schema['x-audience']),
    dataName: reference === '' ? null : reference.slice('#/components/schemas/'.length),
    publishName: null,
  }
}

function createLoader(schemas: JsonObject) {
  const documents = new Map<string, JsonValue>()
  const read = async (file: string): Promise<JsonValue> => {
    const known = documents.get(file)
    if (known !== undefined) return known
    const text = await readFile(file, 'utf8')
    const document: JsonValue = file.endsWith('.json') ? JSON.parse(text) : parse(text)
    documents.set(file, document)
    return document
  }
  const load = async (file: string, pointer: string): Promise<string> => {
    const name = componentNameOf(file, pointer)
    if (name in schemas) return name
    schemas[name] = {}
    const found = valueAt(await read(file), pointer)
    if (found === undefined) throw new Error(`${file}#${pointer} does not exist`)
    const { $schema: _schema, $id: _id, $defs: _definitions, ...rest } = objectOf(await localise(found, file))
    schemas[name] = rest
    return name
  }
  const localise = async (value: JsonValue, file: string): Promise<JsonValue> => {
    if (Array.isArray(value)) return Promise.all(value.map((item) => localise(item, file)))
    if (!isObject(value)) return value
    const entries: [string, JsonValue][] = []
    for (const [key, item] of Object.entries(value)) {
      if (key === '$ref' && typeof item === 'string') {
        const [target = '', pointer = ''] = item.split('#')
        const targetFile = target === '' ? file : resolve(dirname(file), target)
        entries.push([key, `#/components/schemas/${await load(targetFile, pointer)}`])
      } else if (key !== '$defs') entries.push([key, await localise(item, file)])
    }
    return Object.fromEntries(entries)
  }
  return load
}
