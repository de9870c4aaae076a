import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { envelopeDefinitionName, envelopeFile, pascalName } from './component-names.ts'
import { isObject, type JsonObject, mapObjects, objectOf, textOf } from './json-value.ts'
import type { Layout } from './layout.ts'
import { runRedocly } from './redocly.ts'

/**
 * Bundles the OpenAPI sources into one object with PascalCase components.
 * Throws with the tool's own words when a reference does not resolve or a component is misnamed.
 */
export async function bundleOpenapi(layout: Layout): Promise<JsonObject> {
  const target = join(tmpdir(), `rpg-bundle-${process.pid}-${bundleCounter.next().value}.json`)
  const result = await runRedocly(['bundle', layout.openapi, '--ext', 'json', '-o', target])
  if (result.code !== 0) throw new Error(`redocly bundle failed:\n${result.stdout}${result.stderr}`)
  const bundle: unknown = JSON.parse(await readFile(target, 'utf8'))
  await rm(target)
  if (!isObject(bundle)) throw new Error('The bundle is not an object')
  return checkedNames(renameEnvelope(bundle, await envelopeNames(layout)))
}

const bundleCounter = (function* count() {
  for (let number = 0; ; number += 1) yield number
})()

/** Bundling names a component by the last part of its pointer; the envelope's parts get their full names. */
async function envelopeNames(layout: Layout): Promise<Map<string, string>> {
  const names = new Map([[envelopeFile.replace('.json', ''), 'EventEnvelope']])
  const text = await readFile(join(layout.events, envelopeFile), 'utf8').catch(() => '{}')
  for (const definition of Object.keys(objectOf(JSON.parse(text).$defs))) {
    names.set(definition, envelopeDefinitionName(definition))
  }
  return names
}

function renameEnvelope(bundle: JsonObject, names: Map<string, string>): JsonObject {
  const components = objectOf(bundle.components)
  const schemas = Object.entries(objectOf(components.schemas))
  const renamed = schemas.map(([name, schema]): [string, JsonObject] => {
    // A JSON Schema file keeps its dialect and id when it is hoisted; inside OpenAPI 3.1 they are the default.
    const { $schema: _dialect, $id: _id, $defs: _definitions, ...rest } = objectOf(schema)
    return [names.get(name) ?? name, rest]
  })
  const result = { ...bundle, components: { ...components, schemas: Object.fromEntries(renamed) } }
  return objectOf(
    mapObjects(result, (object) => {
      const name = /^#\/components\/schemas\/(.+)$/.exec(textOf(object.$ref))?.[1]
      const target = name === undefined ? undefined : names.get(name)
      return target === undefined ? object : { ...object, $ref: `#/components/schemas/${target}` }
    }),
  )
}

function checkedNames(bundle: JsonObject): JsonObject {
  const misnamed: string[] = []
  for (const [kind, group] of Object.entries(objectOf(bundle.components))) {
    if (kind === 'securitySchemes') continue
    for (const name of Object.keys(objectOf(group)))
      if (!pascalName.test(name)) misnamed.push(`${kind}/${name}`)
  }
  if (misnamed.length > 0) {
    throw new Error(
      `Components must be PascalCase and named once (a file's name is its component's name): ${misnamed.join(', ')}`,
    )
  }
  return bundle
}
