import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { readContract } from './contract-model.ts'
import { emitClient } from './emit-client.ts'
import { emitDomainValidators } from './emit-domain-validators.ts'
import { emitEvents } from './emit-events.ts'
import { emitOperations } from './emit-operations.ts'
import { emitTableTypes } from './emit-table-types.ts'
import { emitTypes } from './emit-types.ts'
import { type ContractModel, emitValidators } from './emit-validators.ts'
import { printJson } from './json-value.ts'
import type { Layout } from './layout.ts'

/** Generated files by absolute path. */
export type Output = ReadonlyMap<string, string>

/** Everything that comes from a contract, as text: a pure function of its sources. */
export async function renderOutput(layout: Layout, model: ContractModel): Promise<Output> {
  const [openapiTypes, eventTypes, validators, domains] = await Promise.all([
    emitTypes(model.openapi),
    emitTypes(model.eventsBundle),
    emitValidators(model),
    emitDomainValidators(model),
  ])
  const generated: Record<string, string> = {
    'openapi.d.ts': openapiTypes,
    'event-schemas.d.ts': eventTypes,
    'table-types.ts': emitTableTypes(),
    'operations.ts': emitOperations(model.operations),
    'events.ts': emitEvents(model.eventContract),
    ...validators,
    ...domains,
  }
  return new Map([
    [join(layout.dist, 'rpg-bot.openapi.json'), printJson(model.openapi)],
    [join(layout.dist, 'events.openapi.json'), printJson(model.eventsBundle)],
    [join(layout.client, 'client.ts'), emitClient(model.operations)],
    ...Object.entries(generated).map(([name, text]): [string, string] => [
      join(layout.generated, name),
      text,
    ]),
  ])
}

/** Regenerates everything; writes only what changed and removes generated files that have no source any more. */
export async function generate(
  layout: Layout,
): Promise<{ written: string[]; removed: string[]; model: ContractModel }> {
  const model = await readContract(layout)
  const output = await renderOutput(layout, model)
  const written: string[] = []
  for (const [file, text] of output) {
    if ((await readFile(file, 'utf8').catch(() => null)) === text) continue
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
    written.push(relative(layout.root, file))
  }
  const removed: string[] = []
  for (const file of await existingOutput(layout)) {
    if (output.has(file)) continue
    await rm(file)
    removed.push(relative(layout.root, file))
  }
  return { written, removed, model }
}

/** Folders that hold nothing but generated files. */
export function outputFolders(layout: Layout): string[] {
  return [layout.dist, layout.generated, layout.client]
}

/** The files that are in the output folders now, whoever wrote them. */
export async function existingOutput(layout: Layout): Promise<string[]> {
  const files: string[] = []
  for (const folder of outputFolders(layout)) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
    for (const entry of entries) if (entry.isFile()) files.push(join(entry.parentPath, entry.name))
  }
  return files.sort()
}
